package org.shuguan.server.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;

/// Work that waits for people. The to-do list reads it from all implementations, which may be in higher modules.
public interface OpenWork {
    /// The reader of the list, read once for all kinds of work.
    ///
    /// @param capacities all capacities of the reader today
    /// @param unitNames unit names in the reader's language
    record Viewer(List<Capacity> capacities, Function<UnitCode, String> unitNames) {}

    /// Filter and order.
    ///
    /// @param step only work at this step, null for all
    /// @param like pattern for `ilike` on title and unit
    record Asked(@Nullable String step, String like, Order order, boolean descending) {
        /// Whether the filter contains words.
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

    /// A to-do with its sort key, so that several kinds of work can be merged into one list.
    record Item(Todo todo, String sortTitle) {}

    /// Work with a term, for reminders.
    ///
    /// @param addressees roles that must do it, each with a unit or territory
    record Due(
            String id,
            String title,
            UnitCode unit,
            List<Addressee> addressees,
            Instant since,
            LocalDate due,
            String link) {}

    /// A role with its unit; for a role that oversees units, the territory.
    record Addressee(Role role, UnitCode unit) {}

    /// The first to-dos of the reader in the requested order; ties are ordered by id.
    List<Item> find(Viewer viewer, Asked asked, long limit);

    /// The number of these to-dos.
    long count(Viewer viewer, Asked asked);

    /// All open work that is due on the day or earlier.
    List<Due> dueUntil(LocalDate day);
}
