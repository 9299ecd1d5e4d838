package org.shuguan.dataplane.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classification.Finding;
import org.shuguan.dataplane.detect.Classification.Reason;

/// Classifies columns by their values (checksum, form, list), by their name and comment, and by both together. A
/// form alone is weak evidence, and so is a name that no value supports.
public final class Classifier {
    /// Not a city's choice: with fewer different values a match is chance.
    private static final int FEW = 5;
    /// Minimum number of different values for types of strength HINT: short lists of other things may look like
    /// names.
    private static final int FEW_FOR_A_HINT = 20;

    /// What is less certain is not even a suspicion. Below it findings are noise, which no city wants to read.
    private static final double REPORTED = 0.3;
    /// The most that is certain without a person's word.
    private static final double WITH_NAME = 0.99;
    /// Share of valid values that is enough if the column's name matches; the others are taken for errors.
    private static final double SHARE_WITH_NAME = 0.3;

    private static final Set<String> TEST_VALUES = Set.copyOf(ResourceLists.lines("test-values.txt"));

    /// Types that organisations and places have as well as people.
    private static final Set<DataType> ALSO_OF_ORGANISATIONS =
            EnumSet.of(DataType.ADDRESS, DataType.PHONE, DataType.COORDINATE, DataType.EDUCATION, DataType.COUNTRY);

    private final GradeRules rules = new GradeRules();
    private final Thresholds thresholds;

    /// By the default thresholds.
    public Classifier() {
        this(Thresholds.DEFAULT);
    }

    public Classifier(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /// Classifies the columns of a table.
    ///
    /// @return one classification per column, in the table's order
    public List<Classification> classify(TableSample table) {
        List<Classification> all =
                table.columns().stream().map(column -> classify(table, column)).toList();
        boolean ofPeople = all.stream().anyMatch(found -> found.personal() != null && !mayBeOfOrganisations(found));
        return ofPeople
                ? all
                : all.stream()
                        .map(found -> found.personal() == null ? found : notPersonal(found))
                        .toList();
    }

    /// Personal information relates to an identified or identifiable person (PIPL article 4). If a table has no
    /// other information about people, its addresses, telephone numbers and levels of education belong to schools
    /// and offices.
    private Classification notPersonal(Classification found) {
        String type = found.best().map(best -> best.type().word()).orElse("");
        return new Classification(
                found.column(),
                found.findings(),
                rules.defaultRule().grade(),
                new Reason("grade-nobody", Map.of("type", type)),
                null,
                false,
                found.asserted());
    }

    private static boolean mayBeOfOrganisations(Classification found) {
        return found.best()
                .filter(best -> ALSO_OF_ORGANISATIONS.contains(best.type()))
                .isPresent();
    }

    /// Whether the value was entered to test a form: 张三, 13800000000. It belongs to no person.
    public static boolean isTestValue(String value) {
        return TEST_VALUES.contains(NormalizedText.of(value));
    }

    /// A value in the forms that detectors compare.
    ///
    /// @param plain normalised by [NormalizedText]
    /// @param joined for number types: additionally without blanks and hyphens, in upper case
    /// @param count how often it occurs in the sample
    private record NormalizedValue(String plain, String joined, long count) {
        static NormalizedValue of(TableSample.Value value) {
            String plain = NormalizedText.of(value.text());
            return new NormalizedValue(plain, NormalizedText.joined(plain), value.count());
        }

        String by(Detector detector) {
            return detector.number() ? joined : plain;
        }
    }

    private Classification classify(TableSample table, TableSample.ColumnSample column) {
        List<NormalizedValue> values = column.values().stream()
                .map(NormalizedValue::of)
                .filter(value -> !NormalizedText.isMissing(value.plain()))
                .toList();
        ColumnName name = ColumnName.of(column.name(), column.comment());
        List<Finding> findings = new ArrayList<>();
        for (Detector detector : Detectors.ALL) {
            Finding finding = find(detector, detector.named(name), values);
            if (finding != null) {
                findings.add(finding);
            }
        }
        findings.sort(Comparator.comparingDouble(Finding::confidence).reversed());
        // Two detectors may find the same type: keep the more certain finding.
        Set<DataType> seen = EnumSet.noneOf(DataType.class);
        findings.removeIf(finding -> !seen.add(finding.type()));
        return graded(
                table, column, values.isEmpty(), findings.stream().limit(3).toList());
    }

    private static @Nullable Finding find(
            Detector detector, ColumnName.@Nullable Word named, List<NormalizedValue> values) {
        if (values.isEmpty()) {
            return named == null ? null : new Finding(detector.type(), 0.4, List.of(nameEvidence(named)));
        }
        double confidence;
        double valid;
        double form;
        if (named != null) {
            valid = share(detector, values, detector.valid());
            form = Math.max(valid, share(detector, values, detector.form()));
            confidence = named(detector, named, valid, form);
        } else {
            valid = 0;
            form = 0;
            confidence = 0;
        }
        if (confidence == 0 && enoughMatch(detector, values)) {
            valid = share(detector, values, detector.alone());
            form = Math.max(valid, form);
            confidence = alone(detector, values, valid);
        }
        if (confidence < REPORTED) {
            return null;
        }
        return new Finding(
                detector.type(), Math.round(confidence * 100) / 100.0, evidence(detector, values, valid, form, named));
    }

    /// Whether enough values match for a finding without a matching name. Stops early, because most detectors do
    /// not match most columns.
    private static boolean enoughMatch(Detector detector, List<NormalizedValue> values) {
        if (detector.strength() == Detector.Strength.NONE) {
            return false;
        }
        boolean ofRows = detector.strength() == Detector.Strength.LIST;
        double all = ofRows ? values.stream().mapToLong(NormalizedValue::count).sum() : values.size();
        double misses = 0;
        for (NormalizedValue value : values) {
            if (!detector.alone().test(ofRows ? value.plain() : value.by(detector))) {
                misses += ofRows ? value.count() : 1;
                if ((all - misses) / all < detector.strength().share()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<Reason> evidence(
            Detector detector,
            List<NormalizedValue> values,
            double valid,
            double form,
            ColumnName.@Nullable Word named) {
        List<Reason> evidence = new ArrayList<>();
        if (valid > 0) {
            evidence.add(new Reason(
                    detector.strength() == Detector.Strength.CHECKSUM ? "checksum" : "form",
                    Map.of("percent", percent(valid), "values", Integer.toString(values.size()))));
        }
        if (form - valid > 0.005) {
            evidence.add(new Reason("wrong", Map.of("percent", percent(form - valid))));
        }
        if (named != null) {
            evidence.add(nameEvidence(named));
        }
        double rounded = detector.type() == DataType.RESIDENT_ID ? shareOfRows(values, ResidentId::isRounded) : 0;
        if (rounded > 0) {
            evidence.add(new Reason("spreadsheet", Map.of("percent", percent(rounded))));
        }
        values.stream()
                .filter(value -> TEST_VALUES.contains(value.plain()))
                .findFirst()
                .ifPresent(first -> evidence.add(new Reason(
                        "test-values",
                        Map.of(
                                "rows",
                                Long.toString(values.stream()
                                        .filter(value -> TEST_VALUES.contains(value.plain()))
                                        .mapToLong(NormalizedValue::count)
                                        .sum()),
                                "word",
                                first.plain()))));
        return evidence;
    }

    /// The confidence if the column's name matches.
    private static double named(Detector detector, ColumnName.Word word, double valid, double form) {
        if (valid >= SHARE_WITH_NAME) {
            return Math.min(WITH_NAME, 0.75 + 0.24 * valid);
        }
        // The name matches, but hardly any value is valid. For types without a form of their own an abbreviation
        // is not enough: jbmc may be names of diseases or of levels.
        boolean vague = word.initials() && detector.strength() == Detector.Strength.NONE;
        return form >= detector.strength().share() && !vague ? 0.65 : 0;
    }

    /// The confidence from the values alone.
    private static double alone(Detector detector, List<NormalizedValue> values, double valid) {
        Detector.Strength strength = detector.strength();
        if (valid < strength.share()
                || !detector.together()
                        .test(values.stream().map(value -> value.by(detector)).toList())) {
            return 0;
        }
        return switch (strength) {
            case LIST -> areKnownWords(detector, values) ? strength.alone() : 0;
            // A few values may match by chance.
            case HINT -> alone(strength, valid, values.size() >= FEW_FOR_A_HINT);
            case CHECKSUM, FORM, NONE -> alone(strength, valid, values.size() >= FEW);
        };
    }

    /// Whether the values are Chinese words, at least two of them from the list.
    private static boolean areKnownWords(Detector detector, List<NormalizedValue> values) {
        return shareOfRows(values, Classifier::isChinese) >= detector.strength().share()
                && values.stream()
                                .filter(value -> detector.valid().test(value.plain()))
                                .limit(2)
                                .count()
                        == 2;
    }

    private static double alone(Detector.Strength strength, double valid, boolean enough) {
        return strength.alone() * (enough ? 1 : 0.6) * Math.min(1, 0.5 + valid / 2);
    }

    private static Reason nameEvidence(ColumnName.Word word) {
        return new Reason("name", Map.of("word", word.text().replaceFirst("^=", "")));
    }

    /// The share of matching values. Each different value counts once, because a value that fills half of the rows
    /// proves no more than any other; for enumerations rows are counted, because their few values stand beside
    /// many different typing errors.
    private static double share(Detector detector, List<NormalizedValue> values, Predicate<String> test) {
        if (detector.strength() == Detector.Strength.LIST) {
            return shareOfRows(values, test);
        }
        return (double) values.stream()
                        .filter(value -> test.test(value.by(detector)))
                        .count()
                / values.size();
    }

    private static double shareOfRows(List<NormalizedValue> values, Predicate<String> test) {
        long rows = 0;
        long hits = 0;
        for (NormalizedValue value : values) {
            rows += value.count();
            hits += test.test(value.plain()) ? value.count() : 0;
        }
        return rows == 0 ? 0 : (double) hits / rows;
    }

    private static boolean isChinese(String text) {
        return text.codePoints()
                .allMatch(character -> Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN);
    }

    private static String percent(double share) {
        return Integer.toString((int) Math.round(share * 100));
    }

    private Classification graded(
            TableSample table, TableSample.ColumnSample column, boolean nothing, List<Finding> findings) {
        Finding best = findings.isEmpty() ? null : findings.getFirst();
        if (best == null || !thresholds.asserts(best.confidence())) {
            GradeRules.Rule rule = nothing ? rules.emptyRule() : rules.defaultRule();
            return new Classification(
                    column.name(),
                    findings,
                    rule.grade(),
                    new Reason(nothing ? "grade-empty" : "grade-usual", Map.of()),
                    null,
                    false,
                    false);
        }
        GradeRules.Rule rule = rules.forType(best.type());
        boolean mass = rule.category() != null && table.rows() >= thresholds.massRows();
        Grade grade = mass ? rule.grade().orHigher(Grade.GENERAL_4) : rule.grade();
        String code = rule.category() == null
                ? "grade-type"
                : mass ? "grade-mass" : rule.sensitive() ? "grade-sensitive" : "grade-personal";
        return new Classification(
                column.name(),
                findings,
                grade,
                new Reason(
                        code,
                        Map.of(
                                "type", best.type().word(),
                                "category", rule.category() == null ? "" : rule.category(),
                                "rows", Long.toString(table.rows()))),
                rule.category(),
                rule.sensitive(),
                true);
    }
}
