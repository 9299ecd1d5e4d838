package org.shuguan.server.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;

/// Work that waits for people. Declared here, where the to-do list is, and implemented by whoever keeps such work, on a
/// floor above too.
public interface OpenWork {
    /// Whoever looks at the list, read once for all kinds of work.
    ///
    /// @param capacities in all of which they act today
    /// @param unitNames in their language
    record Viewer(List<Capacity> capacities, Function<UnitCode, String> unitNames) {}

    /// Which of the work is asked for, and in which order.
    ///
    /// @param step only at this step, null for all
    /// @param like a pattern for `ilike` over title and unit
    record Asked(@Nullable String step, String like, Order order, boolean descending) {
        /// Whether words are looked for at all.
        public boolean words() {
            return !like.equals("%");
        }
    }

    enum Order {
        DUE,
        SINCE,
        UNIT,
        TITLE
    }

    /// A line with what it is sorted by, so that several kinds of work merge into one list.
    record Item(Todo todo, String sortTitle) {}

    /// Work with a term, for reminders.
    ///
    /// @param addressees roles that have it, each at a unit or territory
    record Due(
            String id,
            String title,
            UnitCode unit,
            List<Addressee> addressees,
            Instant since,
            LocalDate due,
            String link) {}

    /// A role at a unit, for an overseeing role at a territory.
    record Addressee(Role role, UnitCode unit) {}

    /// The first lines of what waits for somebody today, in the order asked for; within equals by id.
    List<Item> find(Viewer viewer, Asked asked, long limit);

    /// How much of it there is.
    long count(Viewer viewer, Asked asked);

    /// All open work with a due day up to and including the day.
    List<Due> dueUntil(LocalDate day);
}
