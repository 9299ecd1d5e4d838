package org.shuguan.server.standard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.IncomingWorkbook;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.Refusal;
import org.shuguan.server.platform.Spreadsheet;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Exports and imports data elements and code lists as one workbook. An import adds and changes what the workbook
/// has, and leaves the rest; it is all or nothing, and a preview performs it and rolls it back.
@Component
class StandardWorkbook {
    /// @param column its heading, empty if the error concerns the whole row
    record WrongCell(String sheet, int row, String column, String message) {}

    /// @param kind `new`, `changed` or `withdrawn`
    record SheetChange(String sheet, int row, String kind, String what) {}

    /// @param unchanged number of elements and lists without a change
    record StandardImport(List<SheetChange> changes, int unchanged, List<WrongCell> wrong) {}

    static final String ELEMENTS = "数据元";
    static final String LISTS = "代码集";
    static final String CODES = "代码";

    static final String IDENTIFIER = "标识符";
    static final String STATE = "状态";
    static final String IN_FORCE = "现行";
    static final String WITHDRAWN = "废止";
    static final String REASON = "变更说明";
    private static final String SOURCE = "来源标准";
    private static final String NAME = "名称";
    private static final String NOTE = "说明";
    private static final String CODE_LIST = "代码集";
    private static final String PARENT = "上级代码";

    /// Headings of the sheet of elements, by the field that a refusal names.
    private static final Map<String, String> ELEMENT_FIELDS = fields(
            "identifier", IDENTIFIER,
            "name", "中文名称",
            "english", "英文名称",
            "definition", "定义",
            "type", "数据类型",
            "format", "表示格式",
            "codeList", CODE_LIST,
            "unit", "计量单位",
            "source", SOURCE,
            "synonyms", "同义名称",
            "state", STATE,
            "reason", REASON);
    private static final Map<String, String> LIST_FIELDS = fields(
            "identifier", IDENTIFIER, "name", NAME, "source", SOURCE, "note", NOTE, "state", STATE, "reason", REASON);
    private static final Map<String, String> CODE_FIELDS =
            fields("list", CODE_LIST, "code", CODES, "name", NAME, "parent", PARENT, "note", NOTE);

    private static final int MOST_WRONG = 1000;
    private static final int LONGEST_CELL = 4000;

    private final Standards standards;
    private final Texts texts;
    private final TransactionTemplate whole;
    private final TransactionTemplate each;

    StandardWorkbook(Standards standards, Texts texts, PlatformTransactionManager transactions) {
        this.standards = standards;
        this.texts = texts;
        this.whole = new TransactionTemplate(transactions);
        // A transaction of its own, so that listeners for commits are not called for a preview.
        whole.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.each = new TransactionTemplate(transactions);
        each.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    List<Spreadsheet> export() {
        List<List<@Nullable Object>> elements = new ArrayList<>();
        standards.elements().values().forEach(one -> {
            DataElement content = one.content();
            elements.add(cells(
                    one.identifier(),
                    content.name(),
                    content.english(),
                    content.definition(),
                    content.type(),
                    content.format(),
                    content.codeList(),
                    content.unit(),
                    content.source(),
                    String.join("、", content.synonyms()),
                    one.withdrawn() ? WITHDRAWN : IN_FORCE,
                    ""));
        });
        List<List<@Nullable Object>> lists = new ArrayList<>();
        List<List<@Nullable Object>> codes = new ArrayList<>();
        standards.codeLists().values().forEach(one -> {
            CodeList content = one.content();
            lists.add(cells(
                    one.identifier(),
                    content.name(),
                    content.source(),
                    content.note(),
                    one.withdrawn() ? WITHDRAWN : IN_FORCE,
                    ""));
            content.codes()
                    .forEach(code ->
                            codes.add(cells(one.identifier(), code.code(), code.name(), code.parent(), code.note())));
        });
        return List.of(
                new Spreadsheet(ELEMENTS, List.copyOf(ELEMENT_FIELDS.values()), elements),
                new Spreadsheet(LISTS, List.copyOf(LIST_FIELDS.values()), lists),
                new Spreadsheet(CODES, List.copyOf(CODE_FIELDS.values()), codes));
    }

    /// The changes that the file would make and all its errors; nothing is stored.
    StandardImport preview(IncomingWorkbook book, Actor actor) {
        standards.mustKeep(actor);
        book.mustHaveOneOf(List.of(ELEMENTS, LISTS));
        return Objects.requireNonNull(whole.execute(status -> {
            Run run = new Run(actor);
            run.read(book);
            status.setRollbackOnly();
            return run.result();
        }));
    }

    /// Imports the file.
    ///
    /// @throws InvalidInput if anything is wrong; then nothing is imported
    StandardImport importFile(IncomingWorkbook book, Actor actor) {
        standards.mustKeep(actor);
        book.mustHaveOneOf(List.of(ELEMENTS, LISTS));
        return Objects.requireNonNull(whole.execute(status -> {
            Run run = new Run(actor);
            run.read(book);
            if (!run.wrong.isEmpty()) {
                throw new InvalidInput(run.wrong.stream()
                        .map(wrong -> new InvalidInput.FieldError(
                                wrong.sheet() + "!" + wrong.row() + " " + wrong.column(),
                                "cell",
                                Map.of("message", wrong.message())))
                        .toList());
            }
            return run.result();
        }));
    }

    /// One pass over a workbook.
    private final class Run {
        private final Actor actor;
        private final List<WrongCell> wrong = new ArrayList<>();
        private final List<SheetChange> changes = new ArrayList<>();
        private int unchanged;

        Run(Actor actor) {
            this.actor = actor;
        }

        StandardImport result() {
            return new StandardImport(List.copyOf(changes), unchanged, List.copyOf(wrong));
        }

        /// Lists before the elements that have their values from them; lists are withdrawn when no element in force
        /// uses them any more.
        void read(IncomingWorkbook book) {
            headings(book, ELEMENTS, ELEMENT_FIELDS);
            headings(book, LISTS, LIST_FIELDS);
            headings(book, CODES, CODE_FIELDS);
            if (!wrong.isEmpty()) {
                return;
            }
            List<IncomingWorkbook.Row> lists = distinct(book.rows(LISTS));
            Map<String, List<IncomingWorkbook.Row>> codes = codes(book, lists);
            lists.forEach(row -> list(row, codes.getOrDefault(text(row, IDENTIFIER), List.of())));
            distinct(book.rows(ELEMENTS)).forEach(this::element);
            lists.forEach(this::withdrawList);
        }

        private void headings(IncomingWorkbook book, String sheet, Map<String, String> fields) {
            book.missing(sheet, List.copyOf(fields.values()))
                    .forEach(heading -> wrong(sheet, 1, heading, texts.say("invalid.heading-missing")));
        }

        /// The rows whose identifier no row above has.
        private List<IncomingWorkbook.Row> distinct(List<IncomingWorkbook.Row> rows) {
            Set<String> seen = new HashSet<>();
            List<IncomingWorkbook.Row> found = new ArrayList<>();
            for (IncomingWorkbook.Row row : rows) {
                if (!isRight(row)) {
                    continue;
                }
                if (seen.add(text(row, IDENTIFIER))) {
                    found.add(row);
                } else {
                    wrong(row, IDENTIFIER, "row-twice", Map.of());
                }
            }
            return found;
        }

        private Map<String, List<IncomingWorkbook.Row>> codes(IncomingWorkbook book, List<IncomingWorkbook.Row> lists) {
            Set<String> known = lists.stream().map(row -> text(row, IDENTIFIER)).collect(Collectors.toSet());
            Map<String, List<IncomingWorkbook.Row>> codes = new LinkedHashMap<>();
            for (IncomingWorkbook.Row row : book.rows(CODES)) {
                if (!isRight(row)) {
                    continue;
                }
                String list = text(row, CODE_LIST);
                if (known.contains(list)) {
                    codes.computeIfAbsent(list, none -> new ArrayList<>()).add(row);
                } else {
                    wrong(row, CODE_LIST, "code-list-not-in-sheet", Map.of("list", list));
                }
            }
            return codes;
        }

        private void list(IncomingWorkbook.Row row, List<IncomingWorkbook.Row> codes) {
            String identifier = text(row, IDENTIFIER);
            CodeList wanted = new CodeList(
                    text(row, NAME),
                    text(row, SOURCE),
                    text(row, NOTE),
                    codes.stream()
                            .map(code -> new CodeList.Code(
                                    text(code, CODES), text(code, NAME), text(code, PARENT), text(code, NOTE)))
                            .toList());
            Standards.Codes there = standards.codeList(identifier).orElse(null);
            boolean ends = ends(row);
            boolean same = there != null && there.content().equals(wanted);
            if (there != null && same && there.withdrawn() == ends) {
                unchanged++;
            } else if (!same || !ends) {
                int before = there == null ? 0 : there.number();
                attempt(
                        row,
                        LIST_FIELDS,
                        codes,
                        before == 0 ? "new" : "changed",
                        identifier + " " + wanted.name(),
                        () -> standards.keep(identifier, before, wanted, reason(row), actor));
            }
        }

        private void withdrawList(IncomingWorkbook.Row row) {
            String identifier = text(row, IDENTIFIER);
            Standards.Codes there = standards.codeList(identifier).orElse(null);
            if (there != null && ends(row) && !there.withdrawn()) {
                attempt(
                        row,
                        LIST_FIELDS,
                        List.of(),
                        "withdrawn",
                        identifier + " " + there.content().name(),
                        () -> standards.withdrawList(identifier, there.number(), reason(row), actor));
            }
        }

        private void element(IncomingWorkbook.Row row) {
            Function<String, String> cell = field -> text(row, Objects.requireNonNull(ELEMENT_FIELDS.get(field)));
            String identifier = text(row, IDENTIFIER);
            DataElement wanted = new DataElement(
                    cell.apply("name"),
                    cell.apply("english"),
                    cell.apply("definition"),
                    cell.apply("type"),
                    cell.apply("format"),
                    cell.apply("codeList"),
                    cell.apply("unit"),
                    cell.apply("source"),
                    List.of(cell.apply("synonyms")));
            Standards.Element there = standards.element(identifier).orElse(null);
            boolean ends = ends(row);
            boolean same = there != null && there.content().equals(wanted);
            if (there != null && same && there.withdrawn() == ends) {
                unchanged++;
                return;
            }
            String what = identifier + " " + wanted.name();
            int before = there == null ? 0 : there.number();
            boolean kept = (same && ends)
                    || attempt(
                            row,
                            ELEMENT_FIELDS,
                            List.of(),
                            before == 0 ? "new" : "changed",
                            what,
                            () -> standards.keep(identifier, before, wanted, reason(row), actor));
            if (kept && ends) {
                int number = same ? before : before + 1;
                attempt(
                        row,
                        ELEMENT_FIELDS,
                        List.of(),
                        "withdrawn",
                        what,
                        () -> standards.withdrawElement(identifier, number, reason(row), actor));
            }
        }

        /// Performs a change; if it is refused, records what is wrong with which cell.
        ///
        /// @param codes the rows that a refusal of `codes[n]` names
        private boolean attempt(
                IncomingWorkbook.Row row,
                Map<String, String> fields,
                List<IncomingWorkbook.Row> codes,
                String kind,
                String what,
                Runnable change) {
            try {
                each.executeWithoutResult(status -> change.run());
                changes.add(new SheetChange(row.sheet(), row.number(), kind, what));
                return true;
            } catch (InvalidInput invalid) {
                for (InvalidInput.FieldError error : invalid.errors()) {
                    int dot = error.field().indexOf("].");
                    if (dot > 0) {
                        int index = Integer.parseInt(error.field().substring("codes[".length(), dot));
                        String field = error.field().substring(dot + 2);
                        wrong(codes.get(index), CODE_FIELDS.getOrDefault(field, field), error.code(), error.facts());
                    } else {
                        wrong(row, fields.getOrDefault(error.field(), CODES), error.code(), error.facts());
                    }
                }
            } catch (Refusal refused) {
                wrong(row.sheet(), row.number(), "", texts.say("refusal." + refused.code(), refused.facts()));
            }
            return false;
        }

        private boolean ends(IncomingWorkbook.Row row) {
            String state = text(row, STATE);
            if (!state.isEmpty() && !state.equals(IN_FORCE) && !state.equals(WITHDRAWN)) {
                String known = IN_FORCE + "、" + WITHDRAWN;
                if (wrong.stream()
                        .noneMatch(one -> one.row() == row.number()
                                && one.column().equals(STATE)
                                && one.sheet().equals(row.sheet()))) {
                    wrong(row, STATE, "not-in-list", Map.of("words", known));
                }
            }
            return state.equals(WITHDRAWN);
        }

        private String reason(IncomingWorkbook.Row row) {
            String reason = text(row, REASON);
            return reason.isEmpty() ? texts.say("standard.by-import") : reason;
        }

        /// Whether no cell is a formula, an error or too long.
        private boolean isRight(IncomingWorkbook.Row row) {
            int before = wrong.size();
            row.cells().forEach((heading, cell) -> {
                if (cell.fault() != null) {
                    wrong(row, heading, cell.fault(), Map.of());
                } else if (cell.text().length() > LONGEST_CELL) {
                    wrong(row, heading, "too-long", Map.of("max", LONGEST_CELL));
                }
            });
            return wrong.size() == before;
        }

        private void wrong(IncomingWorkbook.Row row, String column, String code, Map<String, Object> facts) {
            wrong(row.sheet(), row.number(), column, texts.say("invalid." + code, facts));
        }

        private void wrong(String sheet, int row, String column, String message) {
            if (wrong.size() < MOST_WRONG) {
                wrong.add(new WrongCell(sheet, row, column, message));
            }
        }
    }

    private static String text(IncomingWorkbook.Row row, String heading) {
        IncomingWorkbook.Content cell = row.cell(heading);
        return cell == null ? "" : DataElement.line(cell.text());
    }

    private static List<@Nullable Object> cells(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private static Map<String, String> fields(String... pairs) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(pairs[i], pairs[i + 1]);
        }
        return Collections.unmodifiableMap(fields);
    }
}
