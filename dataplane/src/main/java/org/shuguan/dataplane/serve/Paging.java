package org.shuguan.dataplane.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.Question.Sort;

/// Pages by the place of their last row. The order that is asked for is completed by the row's key; where the
/// consumer does not see the key in clear, by all items it sees, and rows that look alike are told apart by their
/// number, so that the order reveals nothing.
///
/// @param order the complete order
/// @param unique whether no two rows have the same place
record Paging(List<Sort> order, boolean unique, @Nullable Cursor after) {
    static Paging of(View view, Question question, @Nullable Long version) throws ReadRefused {
        List<Sort> order = new ArrayList<>();
        for (Sort sort : question.order()) {
            view.column(sort.item());
            add(order, sort);
        }
        boolean unique = !view.key().isEmpty();
        for (String item : unique ? view.key() : view.order()) {
            add(order, new Sort(item, false));
        }
        Cursor after = question.after();
        if (after != null && (after.values().size() != order.size() || !Objects.equals(after.version(), version))) {
            throw ReadRefused.cursor();
        }
        return new Paging(order, unique, after);
    }

    private static void add(List<Sort> order, Sort sort) {
        if (order.stream().noneMatch(known -> known.item().equals(sort.item()))) {
            order.add(sort);
        }
    }

    /// The page's statement: the fields, then the values of the order. One row more than the page tells whether
    /// there is another page.
    Sql rows(View view, Question question, List<String> fields) throws ReadRefused {
        List<String> selected = new ArrayList<>();
        for (String item : selected(fields)) {
            selected.add(view.column(item).name());
        }
        Sql sql = Sql.of("select " + String.join(", ", selected)).add(view.from(question.filter()));
        if (after != null) {
            sql.add(" and ").add(behind(view, after));
        }
        return sql.add(ordered(view) + view.dialect().page(question.limit() + 1, after == null ? 0 : after.skip()));
    }

    /// The statement of all rows at once, with all that the consumer sees.
    Sql all(View view) throws ReadRefused {
        List<String> selected = new ArrayList<>();
        for (String item : view.order()) {
            selected.add(view.column(item).name());
        }
        return Sql.of("select " + String.join(", ", selected))
                .add(view.from(RowFilter.ALL))
                .add(ordered(view));
    }

    private String ordered(View view) throws ReadRefused {
        List<String> by = new ArrayList<>();
        for (Sort sort : order) {
            View.Column column = view.column(sort.item());
            if (column.nullable()) {
                by.add("case when seen." + column.name() + " is null then 1 else 0 end");
            }
            // A field may be selected twice.
            by.add("seen." + column.name() + (sort.descending() ? " desc" : ""));
        }
        return " order by " + String.join(", ", by);
    }

    private List<String> selected(List<String> fields) {
        List<String> all = new ArrayList<>(fields);
        order.forEach(sort -> all.add(sort.item()));
        return all;
    }

    List<ColumnKind> kinds(View view, List<String> fields) throws ReadRefused {
        List<ColumnKind> kinds = new ArrayList<>();
        for (String item : selected(fields)) {
            kinds.add(view.column(item).kind());
        }
        return kinds;
    }

    /// The rows behind the cursor: `a > ? or (a = ? and (b > ? or …))`. Where places are not unique, the rows of the
    /// cursor's own place too, of which some are skipped.
    private Sql behind(View view, Cursor cursor) throws ReadRefused {
        Sql nested = unique ? null : Sql.of("1 = 1");
        for (int i = order.size() - 1; i >= 0; i--) {
            Sort sort = order.get(i);
            View.Column column = view.column(sort.item());
            Object value = value(column, cursor.values().get(i));
            Sql here = Sql.of("(").add(beyond(view.dialect(), column, sort, value));
            if (nested != null) {
                here.add(" or (")
                        .add(same(view.dialect(), column, value))
                        .add(" and ")
                        .add(nested)
                        .add(")");
            }
            nested = here.add(")");
        }
        return Objects.requireNonNull(nested);
    }

    private static @Nullable Object value(View.Column column, @Nullable String text) throws ReadRefused {
        try {
            return text == null ? null : column.kind().bound(text);
        } catch (RuntimeException e) {
            throw ReadRefused.cursor();
        }
    }

    private static Sql beyond(Dialect dialect, View.Column column, Sort sort, @Nullable Object value) {
        if (value == null) {
            // Nothing is behind the rows without a value.
            return Sql.of("1 = 0");
        }
        Sql beyond = dialect.compared(column.name(), sort.descending() ? "<" : ">", column.kind(), value);
        return column.nullable() ? beyond.add(" or " + column.name() + " is null") : beyond;
    }

    private static Sql same(Dialect dialect, View.Column column, @Nullable Object value) {
        return value == null
                ? Sql.of(column.name() + " is null")
                : dialect.compared(column.name(), "=", column.kind(), value);
    }

    /// The page of the rows that [#rows] delivered.
    Answer answer(
            View view,
            List<String> fields,
            List<List<@Nullable Object>> read,
            Answer.@Nullable Count count,
            @Nullable Long version,
            int limit)
            throws ReadRefused {
        boolean more = read.size() > limit;
        List<List<@Nullable Object>> page = more ? read.subList(0, limit) : read;
        List<Answer.Field> described = new ArrayList<>();
        for (String item : fields) {
            View.Column column = view.column(item);
            described.add(new Answer.Field(item, column.kind().type(), column.mask()));
        }
        return new Answer(
                described,
                page.stream().map(row -> row.subList(0, fields.size())).collect(Collectors.toList()),
                more && !page.isEmpty() ? next(page, fields.size(), version) : null,
                count,
                version);
    }

    private Cursor next(List<List<@Nullable Object>> page, int from, @Nullable Long version) {
        List<@Nullable String> last = place(page.getLast(), from);
        if (unique) {
            return new Cursor(last, 0, version);
        }
        int alike = 0;
        while (alike < page.size()
                && place(page.get(page.size() - 1 - alike), from).equals(last)) {
            alike++;
        }
        boolean goesOn = alike == page.size() && after != null && after.values().equals(last);
        return new Cursor(last, alike + (goesOn ? Objects.requireNonNull(after).skip() : 0), version);
    }

    private static List<@Nullable String> place(List<@Nullable Object> row, int from) {
        List<@Nullable String> place = new ArrayList<>();
        row.subList(from, row.size()).forEach(value -> place.add(ColumnKind.text(value)));
        return place;
    }
}
