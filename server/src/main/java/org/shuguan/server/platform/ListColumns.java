package org.shuguan.server.platform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/// The columns of a list, declared once: their headings, what they show of a row, and by what they are sorted. From it
/// come the `order by`, the export's header and its rows.
///
/// @param <R> a row as the list's endpoint answers it
public final class ListColumns<R> {
    private record Column<R>(
            String key,
            BiFunction<R, Texts, @Nullable Object> value,
            @Nullable String sort) {}

    private final String titles;
    private final List<Column<R>> columns;
    private final Map<String, String> alsoSorted;

    private ListColumns(String titles, List<Column<R>> columns, Map<String, String> alsoSorted) {
        this.titles = titles;
        this.columns = List.copyOf(columns);
        this.alsoSorted = Map.copyOf(alsoSorted);
    }

    /// @param titles prefix of the texts that are the headings, for example `demand.column.`
    public static <R> ListColumns<R> titled(String titles) {
        return new ListColumns<>(titles, List.of(), Map.of());
    }

    /// A column that is exported.
    ///
    /// @param key under which it is sorted, and with the prefix the text of its heading
    public ListColumns<R> column(String key, Function<R, ? extends @Nullable Object> value) {
        return with(new Column<>(key, (row, texts) -> value.apply(row), null));
    }

    /// The same, sorted by an SQL expression.
    public ListColumns<R> column(String key, Function<R, ? extends @Nullable Object> value, String sort) {
        return with(new Column<>(key, (row, texts) -> value.apply(row), sort));
    }

    /// A column that shows a word in the reader's language.
    ///
    /// @param words prefix of the texts, for example `demand.state.`
    /// @param word of a row, null where it has none
    public ListColumns<R> word(String key, String words, Function<R, @Nullable String> word, @Nullable String sort) {
        return with(new Column<>(
                key,
                (row, texts) -> {
                    String found = word.apply(row);
                    return found == null ? null : texts.say(words + found);
                },
                sort));
    }

    /// What a list can be sorted by without showing it in the export.
    public ListColumns<R> sorted(String key, String sort) {
        Map<String, String> more = new LinkedHashMap<>(alsoSorted);
        more.put(key, sort);
        return new ListColumns<>(titles, columns, more);
    }

    private ListColumns<R> with(Column<R> column) {
        List<Column<R>> more = new ArrayList<>(columns);
        more.add(column);
        return new ListColumns<>(titles, more, alsoSorted);
    }

    /// The `order by` of a question, see [ListQuery#orderBy].
    public String order(ListQuery query, String usual, String unique) {
        Map<String, String> sorts = new LinkedHashMap<>(alsoSorted);
        columns.forEach(column -> {
            if (column.sort() != null) {
                sorts.put(column.key(), column.sort());
            }
        });
        return query.orderBy(sorts, usual, unique);
    }

    /// The list as a file: all rows that the question finds, page by page; where it is cut it says so.
    ///
    /// @param format `xlsx` or `csv`
    /// @param title name of the file and of its sheet, in the reader's language
    /// @param list answers one page
    /// @throws NotFound for any other format
    public ResponseEntity<byte[]> download(
            String format, String title, ListQuery query, Function<ListQuery, Listing<R>> list, Texts texts) {
        AllRows<List<@Nullable Object>> rows = query.everything(list).map(row -> cells(row, texts));
        List<String> heads =
                columns.stream().map(column -> texts.say(titles + column.key())).toList();
        return new Spreadsheet(title, heads, rows, texts).download(format);
    }

    private List<@Nullable Object> cells(R row, Texts texts) {
        List<@Nullable Object> cells = new ArrayList<>();
        columns.forEach(column -> cells.add(column.value().apply(row, texts)));
        return cells;
    }
}
