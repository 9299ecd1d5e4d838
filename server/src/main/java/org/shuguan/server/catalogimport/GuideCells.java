package org.shuguan.server.catalogimport;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.CellText;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.platform.Rows;

/// The cells of the guide's workbook for an entry and its items.
final class GuideCells {
    private static final int LONGEST_CELL = 32_000;
    private static final BigDecimal GIGABYTE = BigDecimal.valueOf(1L << 30);
    private static final BigDecimal WAN = BigDecimal.valueOf(10_000);

    private GuideCells() {}

    static Map<GuideColumn, String> ofEntry(Content content) {
        Map<GuideColumn, String> cells = new EnumMap<>(GuideColumn.class);
        cells.put(GuideColumn.TITLE, text(content.title()));
        cells.put(GuideColumn.SUMMARY, text(content.summary()));
        cells.put(GuideColumn.FORMAT_CATEGORY, text(GuideWords.written("format", content.formatCategory())));
        cells.put(GuideColumn.FORMAT_TYPE, text(content.formatType()));
        cells.put(GuideColumn.SHARING_TYPE, word("sharing", content.sharingType()));
        cells.put(GuideColumn.SHARING_CONDITION, text(content.sharingCondition()));
        cells.put(GuideColumn.SHARING_MODE, text(GuideWords.written("mode", content.sharingMode())));
        cells.put(GuideColumn.SHARING_BASIS, text(content.sharingBasis()));
        OpeningType opening = content.openingType();
        cells.put(
                GuideColumn.OPEN,
                opening == null ? "" : GuideWords.written("answer", opening == OpeningType.NOT_OPEN ? "no" : "yes"));
        cells.put(GuideColumn.OPENING_CONDITION, text(content.openingCondition()));
        cells.put(GuideColumn.UPDATE_CYCLE, word("cycle", content.updateCycle()));
        cells.put(GuideColumn.THEME, text(GuideWords.written("theme", content.theme())));
        cells.put(GuideColumn.GRADE, GuideWords.written("grade", content.grade().word()));
        cells.put(GuideColumn.RELATED, text(String.join("、", content.relatedCodes())));
        return cells;
    }

    static Map<GuideColumn, String> ofItem(Content.Item item) {
        Map<GuideColumn, String> cells = new EnumMap<>(GuideColumn.class);
        cells.put(GuideColumn.ITEM_NAME, text(item.name()));
        cells.put(GuideColumn.PHYSICAL_NAME, text(item.physicalName()));
        cells.put(GuideColumn.ITEM_TYPE, text(GuideWords.written("type", item.type())));
        cells.put(GuideColumn.ITEM_LENGTH, item.lengthBytes() == null ? "" : Integer.toString(item.lengthBytes()));
        cells.put(GuideColumn.ITEM_KEY, item.key() ? GuideWords.written("answer", "yes") : "");
        cells.put(
                GuideColumn.ITEM_GRADE, GuideWords.written("grade", item.grade().word()));
        cells.put(GuideColumn.PERSONAL, text(GuideWords.written("personal", item.personal())));
        cells.put(GuideColumn.ITEM_SHARING, word("sharing", item.sharingType()));
        cells.put(GuideColumn.ITEM_CODES, text(item.codesWritten()));
        cells.put(GuideColumn.COMMENT, text(item.comment()));
        return cells;
    }

    /// The six figures of the general survey 信息资源大普查 from the measurements of a census: of the table behind the
    /// entry, of the shared part and of the opened part. A figure that was not measured stays empty; people do not
    /// enter figures.
    static Map<GuideColumn, BigDecimal> figures(Content content) {
        Map<GuideColumn, BigDecimal> figures = new EnumMap<>(GuideColumn.class);
        Content.Mount mount = content.mount();
        if (mount == null) {
            return figures;
        }
        boolean shared = content.sharingType() != null && content.sharingType() != SharingType.NOT_SHARED;
        boolean opened = content.openingType() != null && content.openingType() != OpeningType.NOT_OPEN;
        if (mount.bytes() >= 0) {
            BigDecimal size = rounded(BigDecimal.valueOf(mount.bytes()), GIGABYTE);
            figures.put(GuideColumn.TOTAL_GB, size);
            figures.put(GuideColumn.SHARED_GB, shared ? size : BigDecimal.ZERO);
            figures.put(GuideColumn.OPENED_GB, opened ? size : BigDecimal.ZERO);
        }
        BigDecimal records = rounded(BigDecimal.valueOf(mount.rows()), WAN);
        figures.put(GuideColumn.TOTAL_WAN, records);
        figures.put(GuideColumn.SHARED_WAN, shared ? records : BigDecimal.ZERO);
        figures.put(GuideColumn.OPENED_WAN, opened ? records : BigDecimal.ZERO);
        return figures;
    }

    /// A text as a cell can contain it: without characters that XML does not allow, cut to Excel's length, and
    /// with an apostrophe before what Excel would take for a formula.
    static String text(@Nullable String text) {
        if (text == null) {
            return "";
        }
        StringBuilder kept = new StringBuilder();
        text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .codePoints()
                .filter(GuideCells::sayable)
                .forEach(sign -> {
                    if (kept.length() < LONGEST_CELL) {
                        kept.appendCodePoint(sign);
                    }
                });
        return CellText.written(kept.toString().strip());
    }

    /// The text that a cell means: without the apostrophe of [#text].
    static String meant(String cell) {
        return CellText.read(cell);
    }

    private static boolean sayable(int sign) {
        return sign == '\n'
                || sign == '\t'
                || (sign >= 0x20 && sign <= 0xD7FF)
                || (sign >= 0xE000 && sign <= 0xFFFD)
                || sign > 0xFFFF;
    }

    private static String word(String list, @Nullable Enum<?> constant) {
        return constant == null ? "" : GuideWords.written(list, Rows.word(constant));
    }

    private static BigDecimal rounded(BigDecimal value, BigDecimal unit) {
        return value.divide(unit, 4, RoundingMode.HALF_UP).stripTrailingZeros();
    }
}
