package org.shuguan.server.catalogimport;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.draft.CodeText;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;

/// Merges the rows of a workbook into the content of an entry. A cell that equals the current export changes
/// nothing, even if its text alone would mean another value. What the workbook has no column for stays.
final class GuideMerging {
    private static final Content NOTHING = new Content(
            "",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            Grade.GENERAL_1,
            null,
            List.of(),
            null,
            List.of());
    private static final Content.Item NO_ITEM =
            new Content.Item("", null, null, null, false, Grade.GENERAL_1, null, null, null, null, null);

    private final GuideGroup group;
    private final Content base;
    private final Map<GuideColumn, String> written;

    private GuideMerging(GuideGroup group, @Nullable Content base) {
        this.group = group;
        this.base = base == null ? NOTHING : base;
        this.written = GuideCells.ofEntry(this.base);
    }

    /// The merged content; errors and hints are added to the group.
    ///
    /// @param base the current content; null for a new entry
    static Content merged(GuideGroup group, @Nullable Content base) {
        return new GuideMerging(group, base).merged();
    }

    private Content merged() {
        List<Content.Item> items = items();
        OpeningType opening = opening();
        Content merged = new Content(
                Objects.requireNonNullElse(text(GuideColumn.TITLE, base.title()), ""),
                text(GuideColumn.SUMMARY, base.summary()),
                word(GuideColumn.FORMAT_CATEGORY, "format", base.formatCategory()),
                text(GuideColumn.FORMAT_TYPE, base.formatType()),
                constant(GuideColumn.SHARING_TYPE, "sharing", base.sharingType(), SharingType.values()),
                text(GuideColumn.SHARING_CONDITION, base.sharingCondition()),
                word(GuideColumn.SHARING_MODE, "mode", base.sharingMode()),
                text(GuideColumn.SHARING_BASIS, base.sharingBasis()),
                opening,
                text(GuideColumn.OPENING_CONDITION, base.openingCondition()),
                constant(GuideColumn.UPDATE_CYCLE, "cycle", base.updateCycle(), UpdateCycle.values()),
                word(GuideColumn.THEME, "theme", base.theme()),
                grade(),
                base.loweredBecause(),
                related(),
                base.mount(),
                items,
                base.checks());
        check(merged);
        if (merged.equals(base)) {
            return base;
        }
        // As in the editor: the grade cannot be lower than the grades of the items.
        return merged.gradedByItems();
    }

    private void check(Content merged) {
        int row = group.firstRow();
        if (merged.title().isBlank()) {
            group.error(row, GuideColumn.TITLE, "title-missing", Map.of());
        }
        tooLong(GuideColumn.TITLE, merged.title(), Content.LONGEST_TITLE);
        tooLong(GuideColumn.SUMMARY, merged.summary(), Content.LONGEST_SUMMARY);
        if (merged.items().size() > Content.MOST_ITEMS) {
            group.error(
                    row, GuideColumn.ITEM_NAME, "items-too-many", Map.of("max", Integer.toString(Content.MOST_ITEMS)));
        }
        if (merged.relatedCodes().size() > Content.MOST_RELATED) {
            group.error(
                    row,
                    GuideColumn.RELATED,
                    "related-too-many",
                    Map.of("max", Integer.toString(Content.MOST_RELATED)));
        }
        if (merged.summary() == null) {
            group.hint(row, GuideColumn.SUMMARY, "summary-missing", Map.of());
        }
        String title = merged.title().strip().toUpperCase(Locale.ROOT);
        if (title.endsWith("系统") || title.endsWith("平台") || title.endsWith("数据库")) {
            group.hint(row, GuideColumn.TITLE, "title-is-a-system", Map.of());
        }
        String mode = merged.sharingMode();
        String category = merged.formatCategory();
        if (mode != null && category != null && merged.sharingType() != SharingType.NOT_SHARED) {
            boolean file = category.equals("document") || category.equals("spreadsheet");
            if (file != mode.equals("file") && (file || category.equals("database"))) {
                group.hint(
                        row,
                        GuideColumn.SHARING_MODE,
                        "mode-and-format",
                        Map.of(
                                "format",
                                GuideWords.written("format", category),
                                "mode",
                                GuideWords.written("mode", mode)));
            }
        }
    }

    private void tooLong(GuideColumn column, @Nullable String text, int most) {
        if (text != null && text.length() > most) {
            group.error(group.firstRow(), column, "too-long", Map.of("max", Integer.toString(most)));
        }
    }

    private @Nullable String text(GuideColumn column, @Nullable String now) {
        if (!group.has(column) || group.cell(column).equals(written.getOrDefault(column, ""))) {
            return now;
        }
        String meant = GuideCells.meant(group.cell(column));
        return meant.isEmpty() ? null : meant;
    }

    private @Nullable String word(GuideColumn column, String list, @Nullable String now) {
        if (!group.has(column)) {
            return now;
        }
        return word(group.firstRow(), column, list, group.cell(column), written.getOrDefault(column, ""), now);
    }

    /// The value that a cell means; a word that is not in the list is an error.
    private @Nullable String word(
            int row, GuideColumn column, String list, String cell, String says, @Nullable String now) {
        if (cell.equals(says)) {
            return now;
        }
        if (cell.isEmpty()) {
            return null;
        }
        String meant = GuideWords.meant(list, cell).orElse(null);
        if (meant == null) {
            group.error(row, column, "word-unknown", Map.of("value", cell, "choices", GuideWords.choices(list)));
            return now;
        }
        if (list.equals("answer") && cell.length() == 1 && "√×".contains(cell)) {
            group.hint(row, column, "answer-by-mark", Map.of("value", cell, "meant", GuideWords.written(list, meant)));
        }
        return meant;
    }

    private <T extends Enum<T>> @Nullable T constant(GuideColumn column, String list, @Nullable T now, T[] all) {
        String word = word(column, list, now == null ? null : org.shuguan.server.platform.Rows.word(now));
        return Arrays.stream(all)
                .filter(one -> org.shuguan.server.platform.Rows.word(one).equals(word))
                .findFirst()
                .orElse(null);
    }

    private Grade grade() {
        String word = word(GuideColumn.GRADE, "grade", base.grade().word());
        return word == null ? base.grade() : Grade.of(word);
    }

    /// The guide has "open: yes or no" and a condition; we have three opening types.
    private @Nullable OpeningType opening() {
        if (!group.has(GuideColumn.OPEN)) {
            return base.openingType();
        }
        String cell = group.cell(GuideColumn.OPEN);
        String condition = group.has(GuideColumn.OPENING_CONDITION)
                ? group.cell(GuideColumn.OPENING_CONDITION)
                : written.getOrDefault(GuideColumn.OPENING_CONDITION, "");
        if (cell.equals(written.getOrDefault(GuideColumn.OPEN, ""))
                && condition.equals(written.getOrDefault(GuideColumn.OPENING_CONDITION, ""))) {
            return base.openingType();
        }
        String answer = word(group.firstRow(), GuideColumn.OPEN, "answer", cell, "", null);
        if (answer == null) {
            return null;
        }
        if (answer.equals("no")) {
            return OpeningType.NOT_OPEN;
        }
        return condition.isEmpty() ? OpeningType.OPEN : OpeningType.CONDITIONALLY_OPEN;
    }

    private List<String> related() {
        GuideColumn column = GuideColumn.RELATED;
        if (!group.has(column) || group.cell(column).equals(written.getOrDefault(column, ""))) {
            return base.relatedCodes();
        }
        return Arrays.stream(group.cell(column).split("[、,，;；\\s]+", -1))
                .filter(code -> !code.isEmpty())
                .toList();
    }

    private List<Content.Item> items() {
        if (GuideColumn.OF_ITEM.stream().noneMatch(group::has)) {
            return base.items();
        }
        List<Content.Item> left = new ArrayList<>(base.items());
        List<Content.Item> items = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < group.items().size() && i <= Content.MOST_ITEMS; i++) {
            GuideGroup.ItemRow row = group.items().get(i);
            Content.Item before = before(row, i, left);
            Content.Item item = item(row, before == null ? NO_ITEM : before);
            if (before == null && item.name().isBlank()) {
                group.error(row.row(), GuideColumn.ITEM_NAME, "item-name-missing", Map.of());
            }
            if (before == null && names.contains(item.name())) {
                group.hint(row.row(), GuideColumn.ITEM_NAME, "item-twice", Map.of("value", item.name()));
            }
            names.add(item.name());
            items.add(item);
        }
        return items;
    }

    /// The existing item that a row continues: the one in the same place if all cells agree, else one with the
    /// same column, else one with the same name. Its findings of the census are kept.
    private Content.@Nullable Item before(GuideGroup.ItemRow row, int place, List<Content.Item> left) {
        Content.Item same = place < base.items().size() ? base.items().get(place) : null;
        if (same != null && says(row, GuideCells.ofItem(same)) && left.contains(same)) {
            left.remove(same);
            return same;
        }
        String physical = row.cells().getOrDefault(GuideColumn.PHYSICAL_NAME, "");
        String name = row.cells().getOrDefault(GuideColumn.ITEM_NAME, "");
        Content.Item found = left.stream()
                .filter(item -> !physical.isEmpty()
                        && GuideCells.text(item.physicalName()).equals(physical))
                .findFirst()
                .or(() -> left.stream()
                        .filter(item ->
                                !name.isEmpty() && GuideCells.text(item.name()).equals(name))
                        .findFirst())
                .orElse(null);
        if (found != null) {
            left.remove(found);
        }
        return found;
    }

    private boolean says(GuideGroup.ItemRow row, Map<GuideColumn, String> cells) {
        return GuideColumn.OF_ITEM.stream()
                .filter(group::has)
                .allMatch(column -> row.cells().getOrDefault(column, "").equals(cells.getOrDefault(column, "")));
    }

    private Content.Item item(GuideGroup.ItemRow row, Content.Item before) {
        Map<GuideColumn, String> now = GuideCells.ofItem(before);
        String sharing = itemWord(
                row,
                GuideColumn.ITEM_SHARING,
                "sharing",
                now,
                before.sharingType() == null ? null : before.sharingType().word());
        String grade = itemWord(
                row, GuideColumn.ITEM_GRADE, "grade", now, before.grade().word());
        String key = itemWord(row, GuideColumn.ITEM_KEY, "answer", now, before.key() ? "yes" : "no");
        return new Content.Item(
                Objects.requireNonNullElse(itemText(row, GuideColumn.ITEM_NAME, now, before.name()), ""),
                itemText(row, GuideColumn.PHYSICAL_NAME, now, before.physicalName()),
                itemWord(row, GuideColumn.ITEM_TYPE, "type", now, before.type()),
                length(row, now, before.lengthBytes()),
                "yes".equals(key),
                grade == null ? before.grade() : Grade.of(grade),
                itemWord(row, GuideColumn.PERSONAL, "personal", now, before.personal()),
                before.detected(),
                before.reason(),
                itemText(row, GuideColumn.COMMENT, now, before.comment()),
                Arrays.stream(SharingType.values())
                        .filter(one -> one.word().equals(sharing))
                        .findFirst()
                        .orElse(null),
                codes(row, now, before.codes()));
    }

    private List<Content.Code> codes(GuideGroup.ItemRow row, Map<GuideColumn, String> now, List<Content.Code> before) {
        GuideColumn column = GuideColumn.ITEM_CODES;
        String cell = row.cells().getOrDefault(column, "");
        if (!group.has(column) || cell.equals(now.getOrDefault(column, ""))) {
            return before;
        }
        if (cell.isEmpty()) {
            return List.of();
        }
        return CodeText.read(GuideCells.meant(cell))
                .map(codes -> codes.stream()
                        .map(code -> new Content.Code(code.code(), code.meaning()))
                        .toList())
                .orElseGet(() -> {
                    group.error(row.row(), column, "codes-unread", Map.of("value", cell));
                    return before;
                });
    }

    private @Nullable String itemText(
            GuideGroup.ItemRow row, GuideColumn column, Map<GuideColumn, String> now, @Nullable String before) {
        String cell = row.cells().getOrDefault(column, "");
        if (!group.has(column) || cell.equals(now.getOrDefault(column, ""))) {
            return before;
        }
        return cell.isEmpty() ? null : GuideCells.meant(cell);
    }

    private @Nullable String itemWord(
            GuideGroup.ItemRow row,
            GuideColumn column,
            String list,
            Map<GuideColumn, String> now,
            @Nullable String before) {
        String cell = row.cells().getOrDefault(column, "");
        return group.has(column) ? word(row.row(), column, list, cell, now.getOrDefault(column, ""), before) : before;
    }

    private @Nullable Integer length(GuideGroup.ItemRow row, Map<GuideColumn, String> now, @Nullable Integer before) {
        GuideColumn column = GuideColumn.ITEM_LENGTH;
        String cell = row.cells().getOrDefault(column, "");
        if (!group.has(column) || cell.equals(now.getOrDefault(column, ""))) {
            return before;
        }
        if (cell.isEmpty()) {
            return null;
        }
        try {
            return new BigDecimal(cell).intValueExact();
        } catch (ArithmeticException | NumberFormatException noWholeNumber) {
            group.error(row.row(), column, "length-no-number", Map.of("value", cell));
            return before;
        }
    }
}
