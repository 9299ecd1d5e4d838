package org.shuguan.server.platform;

import java.util.List;
import java.util.function.Function;

/// One page of a list.
///
/// @param total number of rows on all pages
/// @param page page number, from 1
public record Listing<T>(List<T> items, long total, int page, int size) {
    /// The page that the query asks for of rows that are all in memory, in their order.
    public static <T> Listing<T> of(List<T> all, ListQuery query) {
        return new Listing<>(
                all.stream().skip(query.offset()).limit(query.sizeOrUsual()).toList(),
                all.size(),
                query.pageOrFirst(),
                query.sizeOrUsual());
    }

    public <R> Listing<R> map(Function<T, R> as) {
        return new Listing<>(items.stream().map(as).toList(), total, page, size);
    }
}
