package org.shuguan.server.cockpit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.indicator.Figure;
import org.shuguan.server.indicator.Indicator;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.platform.FigureSheet;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Component;

/// The cockpit on paper: all figures of the reader's units together, and below them unit by unit what leaders look at
/// first. The workbook has every figure of every unit.
@Component
class CockpitSheet {
    /// In the order of the tiles on the page.
    private static final List<String> BY_UNIT = List.of(
            "followup.overdue",
            "followup.in-time",
            "sharing.answered-in-time",
            "demand.supplied-in-time",
            "quality.score",
            "quality.broken",
            "quality.overdue",
            "quality.objections",
            "catalog.published",
            "catalog.signed",
            "sharing.requests",
            "demand.open");

    private static final int ABREAST = 3;
    private static final double TENTHS = 10;

    private final Institution institution;
    private final Texts texts;

    CockpitSheet(Institution institution, Texts texts) {
        this.institution = institution;
        this.texts = texts;
    }

    FigureSheet of(Cockpit.Board board) {
        List<FigureSheet.Table> tables = new ArrayList<>();
        tables.add(totals(board));
        List<Cockpit.Seen> columns = BY_UNIT.stream()
                .flatMap(key -> board.indicators().stream()
                        .filter(one -> one.indicator().key().equals(key)))
                .toList();
        if (board.units().size() > 1 && !columns.isEmpty()) {
            tables.add(byUnit(board, columns));
        }
        return new FigureSheet(
                texts.say("cockpit.title"),
                texts.say(
                        "cockpit.sheet.as-of",
                        Map.of(
                                "day",
                                institution.today(),
                                "units",
                                board.units().size())),
                tables);
    }

    /// All figures, three abreast, down and then to the right.
    private FigureSheet.Table totals(Cockpit.Board board) {
        int deep = Math.max(1, Math.ceilDiv(board.indicators().size(), ABREAST));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < deep; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int column = 0; column < ABREAST; column++) {
                int place = column * deep + i;
                if (place < board.indicators().size()) {
                    Cockpit.Seen one = board.indicators().get(place);
                    row.add(name(one.indicator()));
                    row.add(value(one.indicator(), one.total()));
                    row.add(texts.say("indicator.measure." + one.indicator().measure()));
                } else {
                    row.addAll(Collections.nCopies(ABREAST, ""));
                }
            }
            rows.add(row);
        }
        List<String> heads =
                List.of(texts.say("cockpit.figure"), texts.say("cockpit.sheet.value"), texts.say("cockpit.measure"));
        return new FigureSheet.Table(
                texts.say("cockpit.sheet.totals"), thrice(List.of(6, 3, 2)), thrice(heads), rows, false);
    }

    private static <T> List<T> thrice(List<T> one) {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < ABREAST; i++) {
            all.addAll(one);
        }
        return all;
    }

    private FigureSheet.Table byUnit(Cockpit.Board board, List<Cockpit.Seen> columns) {
        List<String> heads = new ArrayList<>(List.of(texts.say("cockpit.unit")));
        List<Integer> widths = new ArrayList<>(List.of(5));
        columns.forEach(one -> {
            heads.add(name(one.indicator()));
            widths.add(3);
        });
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Unit unit : board.units()) {
            if (columns.stream().anyMatch(one -> isTold(one.of(unit.code())))) {
                rows.add(row(Institution.inReadersLanguage(unit), columns, one -> one.of(unit.code())));
            }
        }
        rows.add(row(texts.say("cockpit.total"), columns, Cockpit.Seen::total));
        return new FigureSheet.Table(texts.say("cockpit.sheet.by-unit"), widths, heads, rows, true);
    }

    private static boolean isTold(@Nullable Figure figure) {
        return figure != null && figure.value() != null && Objects.requireNonNull(figure.value()) != 0;
    }

    private List<@Nullable Object> row(
            String name, List<Cockpit.Seen> columns, Function<Cockpit.Seen, @Nullable Figure> figure) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(name);
        columns.forEach(one -> row.add(value(one.indicator(), figure.apply(one))));
        return row;
    }

    private String name(Indicator indicator) {
        return texts.say("indicator." + indicator.key());
    }

    private static Object value(Indicator indicator, @Nullable Figure figure) {
        Double value = figure == null ? null : figure.value();
        if (value == null) {
            return FigureSheet.NOTHING;
        }
        return indicator.kind() == Indicator.Kind.NUMBER
                ? (Object) Math.round(value)
                : (Object) (Math.round(value * TENTHS) / TENTHS);
    }
}
