package org.shuguan.server.followup;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.IncomingWorkbook;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.PlainText;
import org.shuguan.server.platform.Refusal;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Spreadsheet;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/// A work plan as a workbook: follow-ups out, and in. A row with the number of a follow-up corrects it, a row without
/// gives a new one. Nothing is taken in unless every row is understood.
@Service
class PlanWorkbook {
    private static final int MOST_WRONG = 1000;
    private static final int LONGEST_CELL = 4000;

    /// The columns, in their order; the headings are the texts `followup.sheet.<word>` in either language.
    enum Column {
        NUMBER,
        TITLE,
        REQUIREMENT,
        MEASURE,
        ORIGIN,
        BASIS,
        KIND,
        LEAD,
        PARTS,
        DUE;

        String word() {
            return Rows.word(this);
        }
    }

    enum ChangeKind {
        NEW,
        CHANGED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// A cell, or with an empty column a row, that is not understood.
    record WrongCell(int row, String column, String message) {}

    /// A follow-up that the workbook gives or corrects.
    ///
    /// @param due its last day or rhythm, as understood
    record PlanChange(int row, ChangeKind kind, String title, String lead, String due) {}

    /// @param unchanged the number of rows that say what is stored
    /// @param taken whether the changes were made
    record PlanResult(List<PlanChange> changes, List<WrongCell> wrong, int unchanged, boolean taken) {}

    private final FollowUps followUps;
    private final KeptFollowUps kept;
    private final KeptDetails details;
    private final FollowUpTerms terms;
    private final Institution institution;
    private final Texts texts;

    PlanWorkbook(
            FollowUps followUps,
            KeptFollowUps kept,
            KeptDetails details,
            FollowUpTerms terms,
            Institution institution,
            Texts texts) {
        this.followUps = followUps;
        this.kept = kept;
        this.details = details;
        this.terms = terms;
        this.institution = institution;
        this.texts = texts;
    }

    /// The follow-ups of a plan, or all that the actor sees, as a workbook that can be taken in again.
    @Transactional(readOnly = true)
    Spreadsheet export(@Nullable UUID paper, Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        KeptFollowUps.Narrowed to = KeptFollowUps.Narrowed.toPaper(paper, institution.today());
        var found = new ListQuery(null, null, "number", null)
                .everything(page -> kept.list(followUps.reader(actor), to, page));
        Map<UUID, List<Part>> parts =
                details.parts(found.items().stream().map(FollowUp::id).toList());
        return new Spreadsheet(
                texts.say("followup.sheet"),
                Arrays.stream(Column.values()).map(this::heading).toList(),
                found.map(one -> row(one, parts.getOrDefault(one.id(), List.of()), names)),
                texts);
    }

    private List<@Nullable Object> row(FollowUp one, List<Part> parts, Function<UnitCode, String> names) {
        List<@Nullable Object> cells = new ArrayList<>();
        for (Column column : Column.values()) {
            cells.add(
                    switch (column) {
                        case NUMBER -> one.number();
                        case TITLE -> one.title();
                        case REQUIREMENT -> one.requirement();
                        case MEASURE -> one.measure();
                        case ORIGIN ->
                            texts.say("followup.origin." + one.origin().word());
                        case BASIS -> one.originText();
                        case KIND -> texts.say("followup.kind." + one.kind().word());
                        case LEAD -> names.apply(one.lead());
                        case PARTS ->
                            parts.stream()
                                    .map(part -> part.text().isEmpty()
                                            ? names.apply(part.unit())
                                            : names.apply(part.unit()) + "：" + part.text())
                                    .collect(Collectors.joining("\n"));
                        case DUE -> due(one);
                    });
        }
        return cells;
    }

    /// The term in words that are understood when they are read again; the document's own where they are.
    private String due(FollowUp one) {
        Term stored = new Term(one.termDays(), one.termDays() == null ? one.due() : null, one.rhythm(), one.dueText());
        boolean understood = DueText.read(one.dueText(), terms.usualRhythm())
                .filter(read -> Objects.equals(read.workingDays(), stored.workingDays())
                        && Objects.equals(read.due(), stored.due())
                        && read.rhythm() == stored.rhythm())
                .isPresent();
        if (understood || stored.named() == 0) {
            return one.dueText();
        }
        if (stored.workingDays() != null) {
            return stored.workingDays() + "个工作日";
        }
        return stored.due() != null
                ? stored.due().toString()
                : switch (Objects.requireNonNull(stored.rhythm())) {
                    case MONTHLY -> "持续推动（每月报告）";
                    case QUARTERLY -> "持续推动（每季度报告）";
                    case HALF_YEARLY -> "持续推动（每半年报告）";
                    case YEARLY -> "持续推动（每年报告）";
                };
    }

    /// Reads a workbook, and takes it in if that is wanted and every row is understood.
    ///
    /// @param paper the plan to which new follow-ups belong, null if to none
    /// @param take whether to make the changes; else they are only told
    @Transactional
    PlanResult read(IncomingWorkbook book, @Nullable UUID paper, boolean take, Actor actor) {
        Reading reading = new Reading(paper, actor);
        List<IncomingWorkbook.Row> rows = rows(book, reading);
        rows.forEach(reading::row);
        boolean taken = take && reading.wrong.isEmpty();
        if (!taken) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        }
        return new PlanResult(reading.changes, reading.wrong, reading.unchanged, taken);
    }

    private List<IncomingWorkbook.Row> rows(IncomingWorkbook book, Reading reading) {
        for (String sheet : book.sheets()) {
            if (!reading.understands(book, sheet)) {
                continue;
            }
            return book.rows(sheet);
        }
        reading.wrong.add(new WrongCell(
                1,
                "",
                texts.say(
                        "followup.sheet-unknown",
                        Map.of(
                                "columns",
                                heading(Column.TITLE) + "、" + heading(Column.LEAD) + "、" + heading(Column.DUE)))));
        return List.of();
    }

    private String heading(Column column) {
        return texts.say("followup.sheet." + column.word());
    }

    /// One reading of a workbook.
    private final class Reading {
        private final @Nullable UUID paper;
        private final Actor actor;
        private final List<WrongCell> wrong = new ArrayList<>();
        private final List<PlanChange> changes = new ArrayList<>();
        private final Map<Column, String> headings = new HashMap<>();
        private final Map<String, UnitCode> units = new HashMap<>();
        private final Map<String, FollowUp.Origin> origins = words(FollowUp.Origin.values(), "followup.origin.");
        private final Map<String, FollowUp.Kind> kinds = words(FollowUp.Kind.values(), "followup.kind.");
        private int unchanged;

        Reading(@Nullable UUID paper, Actor actor) {
            this.paper = paper;
            this.actor = actor;
            for (Unit unit : institution.unitsKnown(institution.today())) {
                units.put(unit.name(), unit.code());
                units.put(unit.nameEn(), unit.code());
                units.put(unit.code().value(), unit.code());
            }
        }

        private <E extends Enum<E>> Map<String, E> words(E[] values, String prefix) {
            Map<String, E> found = new LinkedHashMap<>();
            for (E one : values) {
                for (var language : List.of(java.util.Locale.CHINESE, java.util.Locale.ENGLISH)) {
                    found.put(texts.say(language, prefix + Rows.word(one), Map.of()), one);
                }
            }
            return found;
        }

        /// Whether the sheet has the columns that are needed; the headings may be in either language.
        boolean understands(IncomingWorkbook book, String sheet) {
            headings.clear();
            for (Column column : Column.values()) {
                for (var language : List.of(java.util.Locale.CHINESE, java.util.Locale.ENGLISH)) {
                    String heading = texts.say(language, "followup.sheet." + column.word(), Map.of());
                    if (book.missing(sheet, List.of(heading)).isEmpty()) {
                        headings.putIfAbsent(column, heading);
                    }
                }
            }
            return headings.keySet().containsAll(Set.of(Column.TITLE, Column.LEAD, Column.DUE));
        }

        void row(IncomingWorkbook.Row row) {
            int before = wrong.size();
            Map<Column, String> cells = new HashMap<>();
            headings.forEach((column, heading) -> cells.put(column, text(row, column, heading)));
            // Notes below the table.
            if (cells.values().stream().filter(text -> !text.isEmpty()).count() == 1
                    && cells.getOrDefault(Column.NUMBER, "").matches("(?s)(注|说明|备注|合计).*")) {
                return;
            }
            FollowUp.Origin origin = choice(row, Column.ORIGIN, cells, origins, FollowUp.Origin.PLAN);
            FollowUp.Kind kind = choice(row, Column.KIND, cells, kinds, FollowUp.Kind.ORDINARY);
            UnitCode lead = unit(row, Column.LEAD, cells.getOrDefault(Column.LEAD, ""));
            List<NewFollowUp.NewPart> parts = parts(row, cells.getOrDefault(Column.PARTS, ""));
            Optional<Term> term = term(row, cells.getOrDefault(Column.DUE, ""));
            String title = PlainText.line(cells.getOrDefault(Column.TITLE, ""));
            if (title.isEmpty()) {
                wrong(row, Column.TITLE, texts.say("invalid.required"));
            }
            if (wrong.size() > before || lead == null || term.isEmpty()) {
                return;
            }
            NewFollowUp wanted = new NewFollowUp(
                    title,
                    cells.getOrDefault(Column.REQUIREMENT, ""),
                    cells.getOrDefault(Column.MEASURE, ""),
                    origin,
                    cells.getOrDefault(Column.BASIS, ""),
                    null,
                    paper,
                    kind,
                    lead,
                    parts,
                    term.get());
            String number = PlainText.word(cells.getOrDefault(Column.NUMBER, ""));
            try {
                if (number.isEmpty()) {
                    followUps.give(wanted, actor);
                    changes.add(change(row, ChangeKind.NEW, wanted));
                } else {
                    correct(row, number, wanted);
                }
            } catch (InvalidInput invalid) {
                invalid.errors()
                        .forEach(error ->
                                wrong(row, column(error.field()), texts.say("invalid." + error.code(), error.facts())));
            } catch (Refusal refused) {
                wrong(row, null, texts.say("refusal." + refused.code(), refused.facts()));
            }
        }

        private void correct(IncomingWorkbook.Row row, String number, NewFollowUp wanted) {
            FollowUp one = kept.numbered(number)
                    .filter(found ->
                            kept.seen(found.id(), followUps.reader(actor)).isPresent())
                    .orElse(null);
            if (one == null) {
                wrong(row, Column.NUMBER, texts.say("followup.number-unknown", Map.of("number", number)));
                return;
            }
            List<NewFollowUp.NewPart> there = details.partsOf(one.id()).stream()
                    .map(part -> new NewFollowUp.NewPart(part.unit(), part.text()))
                    .toList();
            Term term = Objects.requireNonNull(wanted.term());
            if (!one.lead().equals(wanted.lead())) {
                wrong(row, Column.LEAD, texts.say("followup.change-on-page"));
            } else if (!sameTerm(one, term)) {
                wrong(row, Column.DUE, texts.say("followup.change-on-page"));
            } else if (one.title().equals(wanted.title())
                    && one.requirement().equals(wanted.requirement())
                    && one.measure().equals(wanted.measure())
                    && one.originText().equals(wanted.originText())
                    && Set.copyOf(there).equals(Set.copyOf(wanted.parts()))) {
                unchanged++;
            } else {
                followUps.amend(
                        one.id(),
                        one.revision(),
                        new NewFollowUp(
                                wanted.title(),
                                wanted.requirement(),
                                wanted.measure(),
                                one.origin(),
                                wanted.originText(),
                                one.originLink(),
                                one.paper(),
                                one.kind(),
                                one.lead(),
                                wanted.parts(),
                                null),
                        actor);
                changes.add(change(row, ChangeKind.CHANGED, wanted));
            }
        }

        private static boolean sameTerm(FollowUp one, Term term) {
            return Objects.equals(term.workingDays(), one.termDays())
                    && (one.termDays() != null || Objects.equals(term.due(), one.due()))
                    && term.rhythm() == one.rhythm();
        }

        private PlanChange change(IncomingWorkbook.Row row, ChangeKind kind, NewFollowUp wanted) {
            Term term = Objects.requireNonNull(wanted.term());
            String due = term.due() != null
                    ? term.due().toString()
                    : term.rhythm() != null
                            ? texts.say("followup.rhythm." + term.rhythm().word())
                            : term.text();
            return new PlanChange(
                    row.number(),
                    kind,
                    wanted.title(),
                    institution.unitName(Objects.requireNonNull(wanted.lead())),
                    due);
        }

        private String text(IncomingWorkbook.Row row, Column column, String heading) {
            IncomingWorkbook.Content cell = row.cell(heading);
            if (cell == null) {
                return "";
            }
            if (cell.fault() != null) {
                wrong(row, column, texts.say("invalid." + cell.fault()));
                return "";
            }
            if (cell.text().length() > LONGEST_CELL) {
                wrong(row, column, texts.say("invalid.too-long", Map.of("max", LONGEST_CELL)));
                return "";
            }
            LocalDate day = cell.day();
            // A day that the spreadsheet keeps as a number.
            return column == Column.DUE && day != null && day.getYear() > 2000
                    ? day.toString()
                    : cell.text().strip();
        }

        private <T> T choice(
                IncomingWorkbook.Row row, Column column, Map<Column, String> cells, Map<String, T> words, T usual) {
            String word = PlainText.word(cells.getOrDefault(column, ""));
            if (word.isEmpty()) {
                return usual;
            }
            T found = words.get(word);
            if (found == null) {
                wrong(row, column, texts.say("invalid.not-in-list", Map.of("words", String.join("、", words.keySet()))));
                return usual;
            }
            return found;
        }

        private @Nullable UnitCode unit(IncomingWorkbook.Row row, Column column, String name) {
            String plain = PlainText.name(name);
            if (plain.isEmpty()) {
                wrong(row, column, texts.say("invalid.required"));
                return null;
            }
            UnitCode found = units.get(plain);
            if (found != null) {
                return found;
            }
            Set<UnitCode> called =
                    institution.unitsCalled(plain.replace("%", "\\%").replace("_", "\\_"));
            if (called.size() == 1) {
                return called.iterator().next();
            }
            wrong(row, column, texts.say("followup.unit-not-known", Map.of("name", plain)));
            return null;
        }

        /// Units separated by 、 or lines; after a colon what each has to do.
        private List<NewFollowUp.NewPart> parts(IncomingWorkbook.Row row, String text) {
            List<NewFollowUp.NewPart> parts = new ArrayList<>();
            for (String line : text.split("[\n;；]", -1)) {
                String[] both = line.split("[:：]", 2);
                String task = both.length > 1 ? both[1].strip() : "";
                for (String name : both[0].split("[、,，]", -1)) {
                    if (!name.isBlank()) {
                        UnitCode unit = unit(row, Column.PARTS, name);
                        if (unit != null) {
                            parts.add(new NewFollowUp.NewPart(unit, task));
                        }
                    }
                }
            }
            return parts;
        }

        private Optional<Term> term(IncomingWorkbook.Row row, String text) {
            if (text.isEmpty()) {
                wrong(row, Column.DUE, texts.say("invalid.required"));
                return Optional.empty();
            }
            Optional<Term> term = DueText.read(text, terms.usualRhythm());
            if (term.isEmpty()) {
                wrong(row, Column.DUE, texts.say("followup.due-not-understood", Map.of("text", text)));
            }
            return term;
        }

        private static @Nullable Column column(String field) {
            return switch (field) {
                case "title" -> Column.TITLE;
                case "requirement" -> Column.REQUIREMENT;
                case "measure" -> Column.MEASURE;
                case "originText" -> Column.BASIS;
                case "lead" -> Column.LEAD;
                case "parts" -> Column.PARTS;
                case "term" -> Column.DUE;
                default -> null;
            };
        }

        private void wrong(IncomingWorkbook.Row row, @Nullable Column column, String message) {
            if (wrong.size() < MOST_WRONG) {
                wrong.add(
                        new WrongCell(row.number(), column == null ? "" : headings.getOrDefault(column, ""), message));
            }
        }
    }
}
