package org.shuguan.server.quality;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeRefused;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.dataplane.quality.Check;
import org.shuguan.dataplane.quality.ConditionRefused;
import org.shuguan.dataplane.quality.Examination;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.Rows;
import org.springframework.stereotype.Component;

/// Checks what a person fills in, and makes from it what the engine carries out.
@Component
class RuleForms {
    private static final int LONGEST_REMARK = 500;
    private static final int LONGEST_EXPRESSION = 500;
    private static final int MOST_VALUES = 5000;
    private static final int LONGEST_VALUE = 200;
    private static final int MOST_COLUMNS = 10;
    private static final Set<String> NUMBERS = Set.of("resident-id", "credit-code", "mobile");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,6}");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,30}(\\.\\d{1,10})?");

    private final CollectedData data;
    private final CatalogReader catalog;

    RuleForms(CollectedData data, CatalogReader catalog) {
        this.data = data;
        this.catalog = catalog;
    }

    /// @throws InvalidInput with what is wrong, by the form's fields
    void mustFit(CollectedData.Collected entry, RuleForm form, Actor actor) {
        Terms terms = form.terms();
        Set<String> known = columns(entry.entry());
        InvalidInput.Check check = new InvalidInput.Check();
        check.that(form.weight() == null || (form.weight() >= 1 && form.weight() <= 10), "weight", "quality-weight");
        check.that(
                form.tolerance() == null || (form.tolerance() >= 0 && form.tolerance() <= 100),
                "tolerance",
                "quality-percent");
        check.that(
                form.remark() == null || form.remark().length() <= LONGEST_REMARK,
                "remark",
                "too-long",
                Map.of("max", LONGEST_REMARK));
        int wanted = form.kind().columns();
        int given = terms.columns().size();
        check.that(
                wanted == -1 ? given >= 1 && given <= MOST_COLUMNS : given == wanted,
                "terms.columns",
                "quality-columns",
                Map.of("count", wanted == -1 ? "1–" + MOST_COLUMNS : Integer.toString(wanted)));
        for (String column : terms.columns()) {
            check.that(known.contains(lower(column)), "terms.columns", "quality-no-column", Map.of("name", column));
        }
        switch (form.kind()) {
            case LENGTH -> ends(check, terms, WHOLE, false);
            case RANGE -> ends(check, terms, DECIMAL, true);
            case PATTERN -> expression(check, terms.text());
            case IDENTIFIER ->
                check.that(terms.text() != null && NUMBERS.contains(terms.text()), "terms.text", "required");
            case CODES, NOT_FILLER -> values(check, "terms.values", terms.values());
            case SEX_OF_ID -> {
                values(check, "terms.values", terms.values());
                values(check, "terms.others", terms.others());
            }
            case REFERENCE -> reference(check, entry.unit(), terms, actor);
            case CONDITION -> check.that(terms.text() != null, "terms.text", "required");
            case VOLUME ->
                check.that(
                        terms.percent() != null && terms.percent() >= 1 && terms.percent() <= 100,
                        "terms.percent",
                        "quality-percent");
            case PRESENT, UNIQUE, BIRTH_OF_ID, ORDER, NOT_FUTURE, FRESH, REACHABLE -> {
                // Their columns say all.
            }
        }
        check.orRefuse();
        fits(entry.entry(), form);
    }

    private static void ends(InvalidInput.Check check, Terms terms, Pattern number, boolean days) {
        check.that(terms.least() != null || terms.most() != null, "terms.least", "required");
        boolean least = isEnd(terms.least(), number, days);
        boolean most = isEnd(terms.most(), number, days);
        check.that(least, "terms.least", "quality-end");
        check.that(most, "terms.most", "quality-end");
        if (least && most && terms.least() != null && terms.most() != null) {
            boolean same = isDay(terms.least()) == isDay(terms.most());
            check.that(same && isInOrder(terms.least(), terms.most()), "terms.most", "quality-ends");
        }
    }

    private static boolean isEnd(@Nullable String end, Pattern number, boolean days) {
        return end == null || number.matcher(end).matches() || (days && isDay(end));
    }

    private static boolean isDay(String text) {
        try {
            return text.length() == 10 && LocalDate.parse(text).getYear() > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isInOrder(String least, String most) {
        return isDay(least)
                ? !LocalDate.parse(least).isAfter(LocalDate.parse(most))
                : new BigDecimal(least).compareTo(new BigDecimal(most)) <= 0;
    }

    private static void expression(InvalidInput.Check check, @Nullable String text) {
        check.that(text != null, "terms.text", "required")
                .that(
                        text == null || text.length() <= LONGEST_EXPRESSION,
                        "terms.text",
                        "too-long",
                        Map.of("max", LONGEST_EXPRESSION));
    }

    private static void values(InvalidInput.Check check, String field, List<String> values) {
        check.that(!values.isEmpty(), field, "required")
                .that(values.size() <= MOST_VALUES, field, "quality-too-many", Map.of("max", MOST_VALUES))
                .that(
                        values.stream().allMatch(value -> !value.isBlank() && value.length() <= LONGEST_VALUE),
                        field,
                        "quality-value",
                        Map.of("max", LONGEST_VALUE));
    }

    /// A rule that compares with another entry tells which values occur in it: only where its data may be used anyway.
    private void reference(InvalidInput.Check check, UnitCode unit, Terms terms, Actor actor) {
        UUID other = terms.entry();
        check.that(other != null, "terms.entry", "required").that(terms.other() != null, "terms.other", "required");
        if (other == null || terms.other() == null) {
            return;
        }
        Version version = catalog.visible(actor, other);
        boolean open = version.unit().equals(unit) || version.content().sharingType() == SharingType.UNCONDITIONAL;
        check.that(open, "terms.entry", "quality-reference-closed");
        check.that(data.of(other).isPresent(), "terms.entry", "quality-reference-uncollected");
        check.that(
                data.of(other).isEmpty() || columns(other).contains(lower(terms.other())),
                "terms.other",
                "quality-no-column",
                Map.of("name", terms.other()));
    }

    /// Tries the rule on the newest version, on none of its rows.
    private void fits(UUID entry, RuleForm form) {
        LakeTable table = data.table(entry).orElse(null);
        LakeVersion version = table == null ? null : table.current().orElse(null);
        if (table == null || version == null || form.kind().isOfVersion()) {
            return;
        }
        Other other = other(form.kind(), form.terms(), null);
        if (form.kind() == RuleKind.REFERENCE && other == null) {
            return;
        }
        String field =
                form.kind() == RuleKind.CONDITION || form.kind() == RuleKind.PATTERN ? "terms.text" : "terms.columns";
        try {
            new Examination(table, version, LocalDate.EPOCH).mustFit(check(form.kind(), form.terms(), entry, other));
        } catch (ConditionRefused refused) {
            throw new InvalidInput(List.of(new InvalidInput.FieldError(
                    field,
                    "quality-condition-"
                            + refused.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    Map.copyOf(refused.facts()))));
        } catch (LakeRefused unreadable) {
            throw QualityRefused.unreadable(unreadable);
        }
    }

    private Set<String> columns(UUID entry) {
        return data.content(entry).items().stream()
                .flatMap(item -> java.util.stream.Stream.ofNullable(item.physicalName()))
                .map(RuleForms::lower)
                .collect(Collectors.toSet());
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /// A version of another entry with which a rule compares.
    record Other(LakeTable table, LakeVersion version) {}

    /// The version with which a rule compares.
    ///
    /// @param snapshot its id, null for the current one
    /// @return null if the rule compares with none, or it is not there
    @Nullable
    Other other(RuleKind kind, Terms terms, @Nullable Long snapshot) {
        if (kind != RuleKind.REFERENCE || terms.entry() == null) {
            return null;
        }
        LakeTable table = data.table(terms.entry()).orElse(null);
        LakeVersion version =
                table == null ? null : (snapshot == null ? table.current() : table.version(snapshot)).orElse(null);
        return table == null || version == null ? null : new Other(table, version);
    }

    /// What the engine carries out.
    ///
    /// @param entry whose rule it is
    /// @param other for a rule that compares with another entry
    Check check(RuleKind kind, Terms terms, UUID entry, @Nullable Other other) {
        List<String> columns = terms.columns();
        return switch (kind) {
            case PRESENT -> new Check.Present(columns.getFirst());
            case LENGTH -> new Check.Length(columns.getFirst(), whole(terms.least()), whole(terms.most()));
            case PATTERN -> new Check.Pattern(columns.getFirst(), text(terms));
            case CODES -> new Check.Codes(columns.getFirst(), terms.values());
            case IDENTIFIER ->
                new Check.Identifier(columns.getFirst(), Rows.constant(Check.CheckedNumber.class, text(terms)));
            case RANGE -> new Check.Range(columns.getFirst(), terms.least(), terms.most());
            case NOT_FILLER -> new Check.NotFiller(columns.getFirst(), terms.values());
            case UNIQUE -> new Check.Unique(columns);
            case BIRTH_OF_ID -> new Check.BirthOfId(columns.getFirst(), columns.get(1));
            case SEX_OF_ID -> new Check.SexOfId(columns.getFirst(), columns.get(1), terms.values(), terms.others());
            case REFERENCE -> {
                if (other == null) {
                    throw new IllegalArgumentException("nothing to compare with");
                }
                yield new Check.Reference(
                        columns.getFirst(), other.table(), other.version(), String.valueOf(terms.other()));
            }
            case ORDER -> new Check.Order(columns.getFirst(), columns.get(1));
            case NOT_FUTURE -> new Check.NotFuture(columns.getFirst());
            case CONDITION -> new Check.Sql(text(terms), titles(entry));
            case VOLUME, FRESH, REACHABLE -> throw new IllegalArgumentException(kind + " is not about rows");
        };
    }

    private static String text(Terms terms) {
        return String.valueOf(terms.text());
    }

    private static @Nullable Integer whole(@Nullable String number) {
        return number == null ? null : Integer.valueOf(number);
    }

    /// Columns by the names of their items, so that a condition can be written with either.
    private Map<String, String> titles(UUID entry) {
        Map<String, String> titles = new HashMap<>();
        for (Content.Item item : data.content(entry).items()) {
            if (item.physicalName() != null) {
                titles.put(item.name(), item.physicalName());
            }
        }
        return titles;
    }
}
