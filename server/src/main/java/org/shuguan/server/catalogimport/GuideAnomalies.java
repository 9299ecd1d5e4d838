package org.shuguan.server.catalogimport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds typical mistakes in workbooks filled in by many people: texts numbered by dragging a cell in Excel, and
/// titles that differ only by blanks or punctuation. It gets the groups of a workbook in their order.
final class GuideAnomalies {
    private static final Pattern COUNTED = Pattern.compile("(.*?)(\\d{1,9})");
    private static final int SERIES = 3;

    private record Seen(String title, int row) {}

    private final Map<String, Seen> titles = new HashMap<>();
    private String lastTitle = "";
    private int series = 1;

    /// Whether the second text is the first with its last number increased by one, as dragging a cell does.
    static boolean follows(String first, String second) {
        Matcher one = COUNTED.matcher(first);
        Matcher two = COUNTED.matcher(second);
        return one.matches()
                && two.matches()
                && one.group(1).equals(two.group(1))
                && Long.parseLong(two.group(2)) == Long.parseLong(one.group(2)) + 1;
    }

    /// Checks the title of the next group.
    ///
    /// @param known whether its code is an entry of ours: its title is then not the result of dragging
    void see(GuideGroup group, boolean known) {
        String title = group.cell(GuideColumn.TITLE);
        boolean counted = !known && group.items().size() <= 1 && follows(lastTitle, title);
        series = counted ? series + 1 : 1;
        lastTitle = group.items().size() <= 1 && !known ? title : "";
        if (series >= SERIES) {
            group.hint(
                    group.firstRow(),
                    GuideColumn.TITLE,
                    "title-dragged",
                    Map.of("value", title, "row", Integer.toString(group.firstRow() - series + 1)));
        }
        String plain = GuideWords.plain(title).replaceAll("[\\p{P}\\p{S}]", "");
        if (!plain.isEmpty()) {
            Seen similar = titles.putIfAbsent(plain, new Seen(title, group.firstRow()));
            if (similar != null) {
                group.hint(
                        group.firstRow(),
                        GuideColumn.TITLE,
                        "duplicate",
                        Map.of("value", title, "other", similar.title(), "row", Integer.toString(similar.row())));
            }
        }
    }

    /// Reports figures that are not plain numbers, for example with a unit.
    static void figures(GuideGroup group) {
        List<GuideColumn> typed = GuideColumn.FIGURES.stream()
                .filter(column -> !group.cell(column).isEmpty())
                .toList();
        for (GuideColumn column : typed) {
            String cell = group.cell(column);
            if (!cell.matches("-?[0-9.,]+(E[+-]?\\d+)?")) {
                group.hint(group.firstRow(), column, "figure-with-unit", Map.of("value", cell));
            }
        }
    }
}
