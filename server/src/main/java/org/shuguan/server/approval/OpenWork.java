package org.shuguan.server.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;

/// Work that waits for people. The to-do list reads it from all implementations, which may be in higher modules.
public interface OpenWork {
    /// The kind of all assigned tasks in lists that tell kinds of work apart.
    String TASK = "task";

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

        /// Whether a text contains the words, for work that is not searched in the database.
        public boolean matches(String text) {
            if (!words()) {
                return true;
            }
            String sought = like.substring(1, like.length() - 1).replaceAll("\\\\(.)", "$1");
            return text.toLowerCase(Locale.ROOT).contains(sought.toLowerCase(Locale.ROOT));
        }

        /// The order that is asked for.
        public Comparator<Item> comparator() {
            return WorkOrder.of(
                            order,
                            descending,
                            (Item item) -> item.todo().since(),
                            item -> String.valueOf(item.todo().unit()),
                            Item::sortTitle,
                            item -> item.todo().due())
                    .thenComparing(item -> item.todo().id());
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

    /// Which of the work that waits for others is asked for, and in which order.
    ///
    /// @param addressee the code of the unit whose turn it is, of a territory where it is its overseers'; null
    ///     for all
    /// @param overseers whether what waits for the overseers of a territory, null for either
    /// @param late whether only what is over time on the day
    /// @param kind only of this kind, null for all
    /// @param seen units whose turn may be looked at
    /// @param like a pattern for `ilike` over the title
    record Awaited(
            @Nullable String addressee,
            @Nullable Boolean overseers,
            boolean late,
            @Nullable String kind,
            Scope seen,
            LocalDate day,
            String like,
            Order order,
            boolean descending) {
        /// The filter as parameters of a statement: `late`, `day`, `addressee`, `overseers`, `overseeing` (the
        /// words of all roles that oversee units), `kind`, `like`, and those of [Scope#parameters] with the
        /// name `seen`.
        public Map<String, @Nullable Object> parameters() {
            Map<String, @Nullable Object> parameters = new HashMap<>(seen.parameters("seen"));
            parameters.put("late", late);
            parameters.put("day", day);
            parameters.put("addressee", addressee);
            parameters.put("overseers", overseers);
            parameters.put("overseeing", Capacity.overseerWords());
            parameters.put("kind", kind);
            parameters.put("like", like);
            return parameters;
        }
    }

    /// Work that waits for a role of a unit, with what it is sorted by.
    ///
    /// @param kind what sort of work, with the text `approval.kind.<kind>`
    /// @param role whose turn it is
    /// @param addressee the unit for which the role is held, for a role that oversees units the territory
    /// @param unit the unit that the work is about
    /// @param step what is to be done, with the text `approval.step.<step>`
    record Waiting(
            String id,
            String kind,
            String title,
            String sortTitle,
            Role role,
            UnitCode addressee,
            UnitCode unit,
            String step,
            Instant since,
            @Nullable LocalDate due,
            String link) {}

    /// How much waits for a unit, or for those who oversee a territory, and how much of it is over time.
    record Load(
            boolean overseers,
            UnitCode addressee,
            int open,
            int overdue,
            @Nullable LocalDate oldestDue) {
        /// Both together, of the same addressee.
        Load and(Load other) {
            LocalDate oldest = Stream.of(oldestDue, other.oldestDue)
                    .filter(Objects::nonNull)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
            return new Load(overseers, addressee, open + other.open, overdue + other.overdue, oldest);
        }
    }

    /// The kinds of this work by which lists can be narrowed, each with the text `approval.kind.<kind>`, besides
    /// those of cases.
    default List<String> kinds() {
        return List.of();
    }

    /// The first lines of what waits for others, in the order asked for; within equals by id and addressee.
    List<Waiting> waiting(Awaited asked, long limit);

    /// How many lines of it there are.
    long countWaiting(Awaited asked);

    /// How much of it waits for each addressee on the day.
    List<Load> loads(Scope seen, LocalDate day);

    /// The first to-dos of the reader in the requested order; ties are ordered by id.
    List<Item> find(Viewer viewer, Asked asked, long limit);

    /// The number of these to-dos.
    long count(Viewer viewer, Asked asked);

    /// All open work that is due on the day or earlier.
    List<Due> dueUntil(LocalDate day);
}
