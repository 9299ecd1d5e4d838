package org.shuguan.server.platform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/// The columns of a list, declared once: their headings, what they show of a row, by what they are sorted, and
/// what the list can be narrowed to. From it come the `order by` or the order in memory, the export's header and
/// its rows, and the refusal of an order or a choice that the list does not have.
///
/// @param <R> a row as the list's endpoint answers it
public final class ListColumns<R> {
    private record Column<R>(String key, BiFunction<R, Texts, @Nullable Object> value) {}

    /// Both directions of an order in memory; rows without a value stand last in both, as in the database.
    private record Order<R>(Comparator<R> ascending, Comparator<R> descending) {}

    private final String titles;
    private final List<Column<R>> columns = new ArrayList<>();
    private final Map<String, String> sorts = new LinkedHashMap<>();
    private final Map<String, Order<R>> orders = new LinkedHashMap<>();
    private final Map<String, List<String>> filters = new LinkedHashMap<>();

    private ListColumns(String titles) {
        this.titles = titles;
    }

    /// @param titles prefix of the texts that are the headings, for example `demand.column.`
    public static <R> ListColumns<R> titled(String titles) {
        return new ListColumns<>(titles);
    }

    /// A column that is exported.
    ///
    /// @param key with the prefix the text of its heading
    public ListColumns<R> column(String key, Function<R, ? extends @Nullable Object> value) {
        return with(key, (row, texts) -> value.apply(row));
    }

    /// The same, sorted by an SQL expression.
    ///
    /// @param key under which it is sorted, and with the prefix the text of its heading
    public ListColumns<R> column(String key, Function<R, ? extends @Nullable Object> value, String sort) {
        return column(key, value).sorted(key, sort);
    }

    /// A column whose text is made in the reader's language.
    public ListColumns<R> said(String key, BiFunction<R, Texts, @Nullable Object> value) {
        return with(key, value);
    }

    /// A column that shows a word in the reader's language.
    ///
    /// @param words prefix of the texts, for example `demand.state.`
    /// @param word of a row, null where it has none
    public ListColumns<R> word(String key, String words, Function<R, @Nullable String> word) {
        return with(key, (row, texts) -> {
            String found = word.apply(row);
            return found == null ? null : texts.say(words + found);
        });
    }

    /// The same, sorted by an SQL expression.
    public ListColumns<R> word(String key, String words, Function<R, @Nullable String> word, String sort) {
        return word(key, words, word).sorted(key, sort);
    }

    /// By what a list that the database sorts can be sorted besides its columns.
    public ListColumns<R> sorted(String key, String sort) {
        ListColumns<R> more = copy();
        more.sorts.put(key, sort);
        return more;
    }

    /// By what a list that is sorted in memory ([#page]) can be sorted; a column of the same key or none.
    public <C extends Comparable<? super C>> ListColumns<R> sorted(String key, Function<R, @Nullable C> by) {
        ListColumns<R> more = copy();
        more.orders.put(
                key,
                new Order<>(
                        Comparator.comparing(by, Comparator.nullsLast(Comparator.<C>naturalOrder())),
                        Comparator.comparing(by, Comparator.nullsLast(Comparator.<C>reverseOrder()))));
        return more;
    }

    /// What a parameter can narrow the list to, as the API writes it.
    public ListColumns<R> filter(String key, List<String> choices) {
        ListColumns<R> more = copy();
        more.filters.put(key, List.copyOf(choices));
        return more;
    }

    /// The same with the words of constants ([Rows#word]).
    public ListColumns<R> filter(String key, Enum<?>... choices) {
        return filter(key, Arrays.stream(choices).map(Rows::word).toList());
    }

    private ListColumns<R> with(String key, BiFunction<R, Texts, @Nullable Object> value) {
        ListColumns<R> more = copy();
        more.columns.add(new Column<>(key, value));
        return more;
    }

    private ListColumns<R> copy() {
        ListColumns<R> copy = new ListColumns<>(titles);
        copy.columns.addAll(columns);
        copy.sorts.putAll(sorts);
        copy.orders.putAll(orders);
        copy.filters.putAll(filters);
        return copy;
    }

    /// The `order by` of a question, see [ListQuery#orderBy].
    public String order(ListQuery query, String usual, String unique) {
        return query.orderBy(sorts, usual, unique);
    }

    /// A page of rows that are all in memory.
    ///
    /// @param found what the question finds, in any order
    /// @param usual a total order: where the query names none, and between rows that are equal in the order it
    /// names
    /// @throws InvalidInput where the list has no such order
    public Listing<R> page(Collection<R> found, ListQuery query, Comparator<R> usual) {
        ListQuery.Sort sort = query.sort(orders.keySet());
        Order<R> order = sort == null ? null : orders.get(sort.key());
        Comparator<R> asked =
                order == null || sort == null ? usual : sort.descending() ? order.descending() : order.ascending();
        return Listing.of(found.stream().sorted(asked.thenComparing(usual)).toList(), query);
    }

    /// What a request narrows the list to.
    ///
    /// @param key a filter that is declared ([#filter])
    /// @param asked as the request names it
    /// @return null where it names nothing
    /// @throws InvalidInput where the list has no such choice; names those it has
    public @Nullable String chosen(String key, @Nullable String asked) {
        return choice(key, asked, filters.getOrDefault(key, Collections.emptyList()));
    }

    /// The same where the choices are not known when the list is declared.
    public static @Nullable String choice(String key, @Nullable String asked, Collection<String> choices) {
        if (asked == null || asked.isBlank()) {
            return null;
        }
        new InvalidInput.Check()
                .that(
                        choices.contains(asked),
                        key,
                        "choice-unknown",
                        Map.of("value", asked, "known", ListQuery.listed(choices)))
                .orRefuse();
        return asked;
    }

    /// The list as a file: all rows that the question finds, page by page; where it is cut it says so.
    ///
    /// @param format `xlsx` or `csv`
    /// @param title name of the file and of its sheet, in the reader's language
    /// @param list answers one page
    /// @throws NotFound for any other format
    public ResponseEntity<byte[]> download(
            String format, String title, ListQuery query, Function<ListQuery, Listing<R>> list, Texts texts) {
        return download(format, title, query.everything(list), texts);
    }

    /// The same of rows that were found already.
    public ResponseEntity<byte[]> download(String format, String title, AllRows<R> rows, Texts texts) {
        List<String> heads =
                columns.stream().map(column -> texts.say(titles + column.key())).toList();
        return new Spreadsheet(title, heads, rows.map(row -> cells(row, texts)), texts).download(format);
    }

    private List<@Nullable Object> cells(R row, Texts texts) {
        List<@Nullable Object> cells = new ArrayList<>();
        columns.forEach(column -> cells.add(column.value().apply(row, texts)));
        return cells;
    }
}
