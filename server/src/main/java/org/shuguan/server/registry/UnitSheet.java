package org.shuguan.server.registry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Description;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Register;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.institution.UnitForm;
import org.shuguan.server.platform.IncomingWorkbook;
import org.shuguan.server.platform.PlainText;
import org.shuguan.server.platform.Spreadsheet;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Component;

/// The sheet of units. The name, kind or end of a recorded unit changes only by an act, not by an import.
@Component
class UnitSheet {
    static final String NAME = "单位";
    private static final String CODE = "单位代码";
    private static final String SHORT = "简称";
    private static final String FULL = "全称";
    private static final String FORMER = "曾用名";
    private static final String ENGLISH = "英文名";
    private static final String KIND = "类别";
    private static final String SUBKIND = "细类";
    private static final String SUBORDINATION = "隶属方式";
    private static final String BODY = "机构性质";
    private static final String BUREAU = "政数局";
    private static final String PARENT = "上级单位";
    private static final String FROM = "设立日期";
    private static final String TO = "撤销日期";
    static final List<String> HEADINGS =
            List.of(CODE, SHORT, FULL, FORMER, ENGLISH, KIND, SUBKIND, SUBORDINATION, BODY, PARENT, FROM, TO, BUREAU);
    private static final Map<String, String> FIELDS = Map.of(
            "code",
            CODE,
            "name",
            SHORT,
            "fullName",
            FULL,
            "nameEn",
            ENGLISH,
            "formerNames",
            FORMER,
            "dataBureau",
            BUREAU,
            "parent",
            PARENT);

    private static final String YES = "是";
    private static final String NO = "否";
    private static final Map<String, Boolean> YES_OR_NO =
            words(new Boolean[] {true, false}, is -> Boolean.TRUE.equals(is) ? YES : NO);

    private record Line(
            UnitCode code,
            String name,
            Unit.Kind kind,
            @Nullable String subkind,
            @Nullable UnitCode parent,
            LocalDate from,
            @Nullable LocalDate to,
            @Nullable Boolean bureau,
            Description description) {}

    private final Register register;
    private final Institution institution;
    private final RegisterAccess access;
    private final Map<String, Unit.Kind> kinds;
    private final Map<String, UnitForm.Subordination> subordinations;
    private final Map<String, UnitForm.BodyType> bodyTypes;

    UnitSheet(Register register, Institution institution, RegisterAccess access, Texts texts) {
        this.register = register;
        this.institution = institution;
        this.access = access;
        this.kinds = words(Unit.Kind.values(), kind -> say(texts, "unit.kind." + kind.word()));
        this.subordinations =
                words(UnitForm.Subordination.values(), one -> say(texts, "unit.subordination." + one.word()));
        this.bodyTypes = words(UnitForm.BodyType.values(), one -> say(texts, "unit.body." + one.word()));
    }

    /// Sheets use Chinese terms in every language, so that an exported file can be imported again.
    static String say(Texts texts, String key) {
        return texts.say(Locale.SIMPLIFIED_CHINESE, key, Map.of());
    }

    static <T> Map<String, T> words(T[] values, java.util.function.Function<T, String> word) {
        Map<String, T> words = new LinkedHashMap<>();
        for (T value : values) {
            words.put(PlainText.word(word.apply(value)), value);
        }
        return words;
    }

    static <T> String word(Map<String, T> words, T value) {
        return words.entrySet().stream()
                .filter(entry -> entry.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    Spreadsheet export() {
        List<List<@Nullable Object>> rows = register.units().stream()
                .map(one -> Arrays.<@Nullable Object>asList(
                        one.unit().code().value(),
                        one.form().name(),
                        one.form().fullName(),
                        String.join("；", one.formerNames()),
                        one.form().nameEn(),
                        word(kinds, one.form().kind()),
                        one.form().subkind(),
                        word(subordinations, one.form().subordination()),
                        word(bodyTypes, one.form().bodyType()),
                        one.form().parent() == null ? null : one.form().parent().value(),
                        one.unit().validFrom(),
                        one.unit().validTo(),
                        one.form().dataBureau() ? YES : NO))
                .toList();
        return new Spreadsheet(NAME, HEADINGS, rows);
    }

    void importRows(List<IncomingWorkbook.Row> rows, WorkbookImport run) {
        Map<UnitCode, Register.Registered> known = new HashMap<>();
        register.units().forEach(one -> known.put(one.unit().code(), one));
        Map<UnitCode, Integer> seen = new HashMap<>();
        List<Map.Entry<IncomingWorkbook.Row, Line>> founded = new ArrayList<>();
        for (IncomingWorkbook.Row row : rows) {
            RowReader reader = new RowReader(row, run);
            Line line = line(reader);
            if (line == null) {
                continue;
            }
            if (seen.put(line.code(), row.number()) != null) {
                reader.wrong(CODE, "row-twice");
                continue;
            }
            Register.Registered one = known.get(line.code());
            if (one == null) {
                founded.add(Map.entry(row, line));
            } else {
                compare(row, reader, line, one, run);
            }
        }
        found(founded, run);
    }

    /// A district is created before its bureaus, whatever their order in the sheet.
    private void found(List<Map.Entry<IncomingWorkbook.Row, Line>> founded, WorkbookImport run) {
        List<Map.Entry<IncomingWorkbook.Row, Line>> waiting = new ArrayList<>(founded);
        while (!waiting.isEmpty()) {
            List<UnitCode> ahead =
                    waiting.stream().map(entry -> entry.getValue().code()).toList();
            List<Map.Entry<IncomingWorkbook.Row, Line>> ready = waiting.stream()
                    .filter(entry -> entry.getValue().parent() == null
                            || !ahead.contains(entry.getValue().parent()))
                    .toList();
            // Only circular parents remain: the first row gets the error that its district does not exist.
            for (Map.Entry<IncomingWorkbook.Row, Line> entry : ready.isEmpty() ? waiting : ready) {
                Line line = entry.getValue();
                run.attempt(entry.getKey(), WorkbookImport.Kind.NEW, FIELDS, () -> {
                    access.mustEstablish(run.actor(), line.parent());
                    register.establish(
                            new Unit(
                                    line.code(),
                                    line.name(),
                                    line.description().nameEn(),
                                    line.kind(),
                                    line.subkind(),
                                    line.parent(),
                                    line.from(),
                                    null),
                            line.description());
                    return line.code() + " " + line.name();
                });
            }
            waiting.removeAll(ready.isEmpty() ? List.copyOf(waiting) : ready);
        }
    }

    private void compare(
            IncomingWorkbook.Row row, RowReader reader, Line line, Register.Registered one, WorkbookImport run) {
        UnitForm form = one.form();
        Map<String, Boolean> kept = new LinkedHashMap<>();
        kept.put(SHORT, line.name().equals(PlainText.line(form.name())));
        kept.put(KIND, line.kind() == form.kind());
        kept.put(SUBKIND, Objects.equals(line.subkind(), lineOf(form.subkind())));
        kept.put(PARENT, Objects.equals(line.parent(), form.parent()));
        kept.put(FROM, line.from().equals(one.unit().validFrom()));
        kept.put(TO, Objects.equals(line.to(), one.unit().validTo()));
        kept.forEach((heading, same) -> {
            if (!same) {
                reader.wrong(heading, "use-an-act");
            }
        });
        Description now = new Description(
                PlainText.line(form.nameEn()),
                lineOf(form.fullName()),
                one.formerNames().stream().map(PlainText::line).toList(),
                form.subordination(),
                form.bodyType(),
                form.dataBureau());
        if (!reader.right()) {
            return;
        }
        // A file from before there was this column says nothing of it.
        Description said =
                line.bureau() == null ? line.description().asDataBureau(form.dataBureau()) : line.description();
        if (said.equals(now)) {
            run.addUnchanged();
        } else {
            run.attempt(row, WorkbookImport.Kind.CHANGED, FIELDS, () -> {
                access.mustKeep(run.actor(), line.code());
                institution.describe(line.code(), said);
                return line.code() + " " + line.name();
            });
        }
    }

    private @Nullable Line line(RowReader reader) {
        String code = reader.word(CODE);
        String parent = reader.word(PARENT);
        Unit.Kind kind = reader.choice(KIND, kinds, null);
        UnitForm.Subordination subordination =
                reader.choice(SUBORDINATION, subordinations, UnitForm.Subordination.LOCAL);
        UnitForm.BodyType body = reader.choice(BODY, bodyTypes, UnitForm.BodyType.ORGAN);
        Boolean bureau = reader.choice(BUREAU, YES_OR_NO, null);
        LocalDate from = reader.day(FROM);
        LocalDate to = reader.day(TO);
        String name = reader.text(SHORT);
        String english = reader.text(ENGLISH);
        reader.required(CODE, code);
        reader.required(SHORT, name);
        reader.required(ENGLISH, english);
        reader.required(KIND, kind);
        reader.required(FROM, from);
        if (!code.isEmpty() && !UnitCode.isWellFormed(code)) {
            reader.wrong(CODE, "unit-code");
        }
        if (!parent.isEmpty() && !UnitCode.isWellFormed(parent)) {
            reader.wrong(PARENT, "unit-code");
        }
        List<String> former = Stream.of(reader.text(FORMER).split("[；;、\n]", -1))
                .map(PlainText::line)
                .filter(one -> !one.isEmpty())
                .toList();
        if (!reader.right() || kind == null || from == null || subordination == null || body == null) {
            return null;
        }
        return new Line(
                new UnitCode(code),
                name,
                kind,
                reader.textOrNull(SUBKIND),
                parent.isEmpty() ? null : new UnitCode(parent),
                from,
                to,
                bureau,
                new Description(
                        english, reader.textOrNull(FULL), former, subordination, body, Boolean.TRUE.equals(bureau)));
    }

    private static @Nullable String lineOf(@Nullable String text) {
        return text == null || PlainText.line(text).isEmpty() ? null : PlainText.line(text);
    }
}
