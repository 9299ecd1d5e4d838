package org.shuguan.server.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What every list takes from its URL: `?page=2&size=20&sort=-due&q=...`.
///
/// @param page from 1
/// @param size rows a page, at most 200
/// @param sort a field's name, with `-` before it for descending
/// @param q words to look for
public record ListQuery(
        @Nullable Integer page,
        @Nullable Integer size,
        @Nullable String sort,
        @Nullable String q) {
    private static final int LARGEST = 200;
    private static final int MOST_EXPORTED = 50_000;

    public int pageOrFirst() {
        return page == null ? 1 : Math.clamp(page, 1, 100_000);
    }

    public int sizeOrUsual() {
        return size == null ? 20 : Math.clamp(size, 1, LARGEST);
    }

    public int offset() {
        return (pageOrFirst() - 1) * sizeOrUsual();
    }

    /// `%q%` for `ilike`, with the pattern's own signs escaped; `%` where nothing is asked for.
    public String like() {
        return q == null || q.isBlank()
                ? "%"
                : "%" + q.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /// The `order by` list. Only what `columns` names can be sorted by: a field that is not there is refused, so no
    /// text of the reader ever becomes SQL.
    ///
    /// @param columns field name → SQL expression
    /// @param usual the order where none is asked for
    /// @param unique an expression that makes the order total, so that pages neither repeat nor lose rows
    public String orderBy(Map<String, String> columns, String usual, String unique) {
        if (sort == null || sort.isBlank()) {
            return usual + ", " + unique;
        }
        boolean descending = sort.startsWith("-");
        String column = columns.get(descending ? sort.substring(1) : sort);
        new InvalidInput.Check().that(column != null, "sort", "sort-unknown").orRefuse();
        return column + (descending ? " desc nulls last, " : " asc nulls last, ") + unique;
    }

    /// Everything that the question finds, page by page, for an export; what is cut says so.
    ///
    /// @param list answers one page
    public <T> AllRows<T> everything(Function<ListQuery, Listing<T>> list) {
        List<T> all = new ArrayList<>();
        long total = 0;
        for (int number = 1; all.size() < MOST_EXPORTED; number++) {
            Listing<T> page = list.apply(new ListQuery(number, LARGEST, sort, q));
            all.addAll(page.items());
            total = page.total();
            if (page.items().size() < LARGEST) {
                // What went meanwhile is not missing.
                return new AllRows<>(all, all.size());
            }
        }
        return new AllRows<>(all, Math.max(total, all.size()));
    }
}
