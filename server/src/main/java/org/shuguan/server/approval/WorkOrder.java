package org.shuguan.server.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;

/// The order in which lists of [OpenWork] are merged: the one in which each kind of work brings its lines.
final class WorkOrder {
    private static final Map<String, OpenWork.Order> WORDS = Map.of(
            "due", OpenWork.Order.DUE,
            "since", OpenWork.Order.SINCE,
            "unit", OpenWork.Order.UNIT,
            "title", OpenWork.Order.TITLE);

    private WorkOrder() {}

    /// The order that a query asks for; by default the due day.
    ///
    /// @throws org.shuguan.server.platform.InvalidInput with the known ones for any other
    static OpenWork.Order asked(ListQuery query) {
        ListQuery.Sort sort = query.sort(WORDS.keySet());
        return sort == null ? OpenWork.Order.DUE : WORDS.getOrDefault(sort.key(), OpenWork.Order.DUE);
    }

    static boolean descending(ListQuery query) {
        ListQuery.Sort sort = query.sort(WORDS.keySet());
        return sort != null && sort.descending();
    }

    /// The same order as in the SQL statements: work without a due day is last, ascending and descending.
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

    /// One page of the work of all kinds.
    ///
    /// @param count of all lines of a kind
    /// @param first the first lines of a kind, as many as are asked for, in the order
    static <K, T> Listing<T> page(
            List<K> kinds,
            ListQuery query,
            ToLongFunction<K> count,
            BiFunction<K, Long, List<T>> first,
            Comparator<T> order) {
        long total = kinds.stream().mapToLong(count).sum();
        long most = (long) query.offset() + query.sizeOrUsual();
        List<T> page = query.offset() >= total
                ? List.of()
                : kinds.stream()
                        .flatMap(kind -> first.apply(kind, most).stream())
                        .sorted(order)
                        .skip(query.offset())
                        .limit(query.sizeOrUsual())
                        .toList();
        return new Listing<>(page, total, query.pageOrFirst(), query.sizeOrUsual());
    }

    private static <T> Comparator<T> turned(Comparator<T> order, boolean descending) {
        return descending ? order.reversed() : order;
    }
}
