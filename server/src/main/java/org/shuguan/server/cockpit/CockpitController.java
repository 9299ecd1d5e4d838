package org.shuguan.server.cockpit;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.ChainLink;
import org.shuguan.server.indicator.Absence;
import org.shuguan.server.indicator.Figure;
import org.shuguan.server.indicator.Indicator;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.PaperFonts;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Spreadsheet;
import org.shuguan.server.platform.Texts;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The cockpit as one answer, and as a workbook.
@RestController
@RequestMapping("/api/cockpit")
class CockpitController {
    private static final double TENTHS = 10;

    /// @param parent the district of a bureau, null for others
    /// @param gone whether it has ended and still has rows
    record UnitView(
            UnitCode code,
            String name,
            Unit.Kind kind,
            @Nullable String subkind,
            @Nullable UnitCode parent,
            boolean gone) {}

    /// A figure of a unit, or of all units together.
    ///
    /// @param unit null for all units together
    /// @param value null if it is absent
    /// @param numerator of a rate or mean, null otherwise
    /// @param denominator of a rate or mean, null otherwise
    /// @param absent null if there is a value
    /// @param absentText why it is absent, as a sentence
    /// @param rows the page with the rows behind it, or behind its numerator; null where no one list has them
    /// @param whole the page with the rows behind its denominator
    record FigureView(
            @Nullable UnitCode unit,
            @Nullable Double value,
            @Nullable Double numerator,
            @Nullable Double denominator,
            @Nullable Absence absent,
            @Nullable String absentText,
            @Nullable String rows,
            @Nullable String whole) {}

    /// @param measure the word behind the number
    /// @param dated whether its past months can be counted from dated rows
    /// @param figures of the units that the reader may see
    record IndicatorView(
            String key,
            String module,
            String name,
            String means,
            String measure,
            Indicator.Kind kind,
            Indicator.Better better,
            boolean dated,
            FigureView total,
            List<FigureView> figures) {}

    /// @param indicator null where the platform knows nothing of the link
    record LinkView(ChainLink link, @Nullable String indicator) {}

    /// @param wholeCity whether the reader sees all units
    record CockpitView(
            Instant at,
            LocalDate today,
            boolean wholeCity,
            List<UnitView> units,
            List<IndicatorView> indicators,
            List<LinkView> chain) {}

    private final Cockpit cockpit;
    private final CockpitSheet sheet;
    private final PaperFonts fonts;
    private final Access access;
    private final Institution institution;
    private final Texts texts;
    private final Clock clock;

    CockpitController(
            Cockpit cockpit,
            CockpitSheet sheet,
            PaperFonts fonts,
            Access access,
            Institution institution,
            Texts texts,
            Clock clock) {
        this.cockpit = cockpit;
        this.sheet = sheet;
        this.fonts = fonts;
        this.access = access;
        this.institution = institution;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping
    CockpitView cockpit(Actor actor) {
        Cockpit.Board board = board(actor);
        LocalDate today = institution.today();
        return new CockpitView(
                clock.instant(),
                today,
                board.indicators().stream().anyMatch(one -> one.seen().all()),
                board.units().stream().map(unit -> view(unit, today)).toList(),
                board.indicators().stream()
                        .map(one -> view(one, board.units(), today))
                        .toList(),
                Arrays.stream(ChainLink.values())
                        .map(link -> new LinkView(link, cockpit.indicatorOf(link)))
                        .toList());
    }

    /// The figures of all units, and what they mean.
    @GetMapping("/export.xlsx")
    ResponseEntity<byte[]> export(Actor actor) {
        Cockpit.Board board = board(actor);
        LocalDate today = institution.today();
        List<String> heads = new ArrayList<>();
        heads.add(texts.say("cockpit.unit"));
        board.indicators()
                .forEach(one ->
                        heads.add(texts.say("indicator." + one.indicator().key())));
        List<List<? extends @Nullable Object>> rows = new ArrayList<>();
        for (Unit unit : board.units()) {
            rows.add(row(Institution.inReadersLanguage(unit), board, one -> one.of(unit.code())));
        }
        rows.add(row(texts.say("cockpit.total"), board, Cockpit.Seen::total));
        Spreadsheet figures =
                new Spreadsheet(texts.say("cockpit.figures", Map.of("day", today.toString())), heads, rows);
        Spreadsheet meanings = new Spreadsheet(
                texts.say("cockpit.meanings"),
                List.of(texts.say("cockpit.figure"), texts.say("cockpit.means"), texts.say("cockpit.measure")),
                board.indicators().stream()
                        .map(one -> List.of(
                                texts.say("indicator." + one.indicator().key()),
                                texts.say("indicator." + one.indicator().key() + ".means"),
                                texts.say("indicator.measure." + one.indicator().measure())))
                        .toList());
        return Spreadsheet.download(texts.say("cockpit.title"), List.of(figures, meanings));
    }

    /// The figures on sheets of A4 in landscape.
    @GetMapping("/export.pdf")
    ResponseEntity<byte[]> exportPdf(Actor actor) {
        return sheet.of(board(actor)).downloadPdf(fonts);
    }

    /// The same as a picture.
    @GetMapping("/export.png")
    ResponseEntity<byte[]> exportPng(Actor actor) {
        return sheet.of(board(actor)).downloadPng(fonts);
    }

    private List<@Nullable Object> row(
            String name, Cockpit.Board board, Function<Cockpit.Seen, @Nullable Figure> figure) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(name);
        board.indicators().forEach(one -> row.add(cell(one.indicator(), figure.apply(one))));
        return row;
    }

    private @Nullable Object cell(Indicator indicator, @Nullable Figure figure) {
        if (figure == null) {
            return texts.say("indicator.absent.not-seen");
        }
        if (figure.value() == null) {
            return texts.say("indicator.absent." + word(figure.absent()));
        }
        return indicator.kind() == Indicator.Kind.NUMBER
                ? (Object) Math.round(figure.value())
                : (Object) (Math.round(figure.value() * TENTHS) / TENTHS);
    }

    private Cockpit.Board board(Actor actor) {
        if (!access.canAnywhere(actor, CockpitPermission.READ)) {
            throw new Forbidden();
        }
        return cockpit.of(actor);
    }

    private static UnitView view(Unit unit, LocalDate today) {
        return new UnitView(
                unit.code(),
                Institution.inReadersLanguage(unit),
                unit.kind(),
                unit.subkind(),
                unit.parent(),
                !unit.existsOn(today));
    }

    private IndicatorView view(Cockpit.Seen seen, List<Unit> units, LocalDate today) {
        Indicator one = seen.indicator();
        List<FigureView> figures = new ArrayList<>();
        for (Unit unit : units) {
            Figure figure = seen.of(unit.code());
            if (figure != null) {
                figures.add(view(
                        unit.code(),
                        figure,
                        one.rows().page(unit.code(), today),
                        one.whole() == null ? null : one.whole().page(unit.code(), today)));
            }
        }
        return new IndicatorView(
                one.key(),
                one.module(),
                texts.say("indicator." + one.key()),
                texts.say("indicator." + one.key() + ".means"),
                texts.say("indicator.measure." + one.measure()),
                one.kind(),
                one.better(),
                one.known() != null,
                total(seen, figures, today),
                figures);
    }

    /// The rows of all units stand in one list for whoever sees all units; for a reader of one unit they are that
    /// unit's.
    private FigureView total(Cockpit.Seen seen, List<FigureView> figures, LocalDate today) {
        Indicator one = seen.indicator();
        if (figures.size() == 1) {
            FigureView only = figures.getFirst();
            return view(null, seen.total(), only.rows(), only.whole());
        }
        boolean listed = seen.seen().all() && !one.overlapping();
        return view(
                null,
                seen.total(),
                listed ? one.rows().page(null, today) : null,
                listed && one.whole() != null ? one.whole().page(null, today) : null);
    }

    private FigureView view(@Nullable UnitCode unit, Figure figure, @Nullable String rows, @Nullable String whole) {
        return new FigureView(
                unit,
                figure.value(),
                figure.numerator(),
                figure.denominator(),
                figure.absent(),
                figure.absent() == null ? null : texts.say("indicator.absent." + word(figure.absent())),
                rows,
                whole);
    }

    private static String word(@Nullable Absence absent) {
        return absent == null ? "" : Rows.word(absent);
    }
}
