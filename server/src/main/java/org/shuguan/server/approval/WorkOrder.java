package org.shuguan.server.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;

/// The order in which lists of [OpenWork] are merged: the one in which each kind of work brings its lines.
final class WorkOrder {
    private static final Map<String, OpenWork.Order> WORDS = Map.of(
            "due", OpenWork.Order.DUE,
            "since", OpenWork.Order.SINCE,
            "unit", OpenWork.Order.UNIT,
            "title", OpenWork.Order.TITLE);

    private WorkOrder() {}

    /// What is sorted by; where nothing is said, the due day.
    ///
    /// @throws InvalidInput for what no such list is sorted by
    static OpenWork.Order asked(ListQuery query) {
        String sort = sort(query);
        OpenWork.Order order = WORDS.get(sort.startsWith("-") ? sort.substring(1) : sort);
        new InvalidInput.Check().that(order != null, "sort", "sort-unknown").orRefuse();
        return order == null ? OpenWork.Order.DUE : order;
    }

    static boolean descending(ListQuery query) {
        return sort(query).startsWith("-");
    }

    /// As the statements sort: what has no due day stands last either way.
    static <T> Comparator<T> of(
            OpenWork.Order order,
            boolean descending,
            Function<T, Instant> since,
            Function<T, String> unit,
            Function<T, String> title,
            Function<T, @Nullable LocalDate> due) {
        Comparator<LocalDate> days = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return switch (order) {
            case DUE -> Comparator.comparing(due, Comparator.nullsLast(days));
            case SINCE -> turned(Comparator.comparing(since), descending);
            case UNIT -> turned(Comparator.comparing(unit), descending);
            case TITLE -> turned(Comparator.comparing(title), descending);
        };
    }

    private static <T> Comparator<T> turned(Comparator<T> order, boolean descending) {
        return descending ? order.reversed() : order;
    }

    private static String sort(ListQuery query) {
        return query.sort() == null || query.sort().isBlank() ? "due" : query.sort();
    }
}
