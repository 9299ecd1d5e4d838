package org.shuguan.server.platform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The query parameters that every list has: `?page=2&size=20&sort=-due&q=...`.
///
/// @param page page number, from 1
/// @param size rows per page, at most 200
/// @param sort field name, with `-` before it for descending order
/// @param q search words
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

    /// `%q%` for `ilike`, with the pattern characters escaped; `%` without search words.
    public String like() {
        return q == null || q.isBlank()
                ? "%"
                : "%" + q.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /// A column that is sorted by.
    public record Sort(String key, boolean descending) {}

    /// The order that is asked for, null if none is.
    ///
    /// @param known what the list can be sorted by
    /// @throws InvalidInput for any other; names the known
    public @Nullable Sort sort(Collection<String> known) {
        if (sort == null || sort.isBlank()) {
            return null;
        }
        boolean descending = sort.startsWith("-");
        String key = descending ? sort.substring(1) : sort;
        new InvalidInput.Check()
                .that(known.contains(key), "sort", "sort-unknown", Map.of("value", key, "known", listed(known)))
                .orRefuse();
        return new Sort(key, descending);
    }

    /// The `order by` list. Only fields in `columns` can be sorted by; other names are refused, so user input
    /// never becomes SQL.
    ///
    /// @param columns field name → SQL expression
    /// @param usual the order if the query names none
    /// @param unique an expression that makes the order total, so that pages neither repeat nor omit rows
    public String orderBy(Map<String, String> columns, String usual, String unique) {
        Sort asked = sort(columns.keySet());
        return asked == null
                ? usual + ", " + unique
                : columns.get(asked.key()) + (asked.descending() ? " desc" : " asc") + " nulls last, " + unique;
    }

    /// Names for a sentence that says which are known.
    static String listed(Collection<String> names) {
        return names.isEmpty() ? "—" : names.stream().sorted().collect(Collectors.joining(", "));
    }

    /// All matching rows for an export, read page by page; if there are more than the limit, [AllRows#cut] is
    /// true.
    ///
    /// @param list returns one page
    public <T> AllRows<T> everything(Function<ListQuery, Listing<T>> list) {
        List<T> all = new ArrayList<>();
        long total = 0;
        for (int number = 1; all.size() < MOST_EXPORTED; number++) {
            Listing<T> page = list.apply(new ListQuery(number, LARGEST, sort, q));
            all.addAll(page.items());
            total = page.total();
            if (page.items().size() < LARGEST) {
                // Rows deleted in the meantime are not missing.
                return new AllRows<>(all, all.size());
            }
        }
        return new AllRows<>(all, Math.max(total, all.size()));
    }
}
