package org.shuguan.dataplane.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classification.Finding;
import org.shuguan.dataplane.detect.Classification.Reason;

/// Classifies columns: values by checksum, form and list, the column's name and comment, and both together. A form
/// alone is weak evidence; a name that nothing in the values supports is weak too.
public final class Classifier {
    private static final int FEW = 5;
    private static final double REPORTED = 0.3;
    private static final double CERTAIN_ENOUGH = 0.5;
    private static final double WITH_NAME = 0.99;
    /// With the right name this share of right values is enough: the rest is dirt.
    private static final double SHARE_WITH_NAME = 0.3;

    private final GradeRules rules = new GradeRules();

    /// One classification per column, in the table's order.
    public List<Classification> classify(TableSample table) {
        return table.columns().stream().map(column -> classify(table, column)).toList();
    }

    private Classification classify(TableSample table, TableSample.ColumnSample column) {
        List<String> values = column.values().stream()
                .map(value -> value.text().strip())
                .filter(value -> !value.isEmpty())
                .toList();
        List<Finding> findings = new ArrayList<>();
        for (Detector detector : Detectors.ALL) {
            Finding finding = find(detector, column, values);
            if (finding != null) {
                findings.add(finding);
            }
        }
        findings.sort(Comparator.comparingDouble(Finding::confidence).reversed());
        return graded(
                table, column, values.isEmpty(), findings.stream().limit(3).toList());
    }

    private static @Nullable Finding find(Detector detector, TableSample.ColumnSample column, List<String> values) {
        String named = named(detector, column);
        if (values.isEmpty()) {
            return named == null ? null : new Finding(detector.type(), 0.4, List.of(nameEvidence(named)));
        }
        double valid = share(values, detector.valid());
        double form = Math.max(valid, named == null ? 0 : share(values, detector.form()));
        double confidence = confidence(detector, values.size(), valid, form, named != null);
        if (confidence < REPORTED) {
            return null;
        }
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
        return new Finding(detector.type(), Math.round(confidence * 100) / 100.0, evidence);
    }

    private static double confidence(Detector detector, int values, double valid, double form, boolean named) {
        Detector.Strength strength = detector.strength();
        if (named && valid >= SHARE_WITH_NAME) {
            return Math.min(WITH_NAME, 0.75 + 0.24 * valid);
        }
        if (named && form >= strength.share()) {
            // It is meant to be one, but hardly any value is right.
            return 0.65;
        }
        if (valid < strength.share()) {
            return 0;
        }
        // A handful of values may fit by chance.
        double trust = values >= FEW ? 1 : 0.6;
        return strength.alone() * trust * Math.min(1, 0.5 + valid / 2);
    }

    private static @Nullable String named(Detector detector, TableSample.ColumnSample column) {
        if (detector.words() == null) {
            return null;
        }
        // camelCase and digits are cut like underscores: czSfzh1 → cz_sfzh_1
        String name = column.name().replaceAll("([a-z])([A-Z])", "$1_$2");
        String joined = name.replaceAll("[_\\s-]", "");
        for (String text : new String[] {column.comment() == null ? "" : column.comment(), name, joined}) {
            Matcher matcher = detector.words().matcher(text);
            if (matcher.find()) {
                return matcher.group();
            }
        }
        return null;
    }

    private static Reason nameEvidence(String word) {
        return new Reason("name", Map.of("word", word));
    }

    private static double share(List<String> values, java.util.function.Predicate<String> test) {
        return (double) values.stream().filter(test).count() / values.size();
    }

    private static String percent(double share) {
        return Integer.toString((int) Math.round(share * 100));
    }

    private Classification graded(
            TableSample table, TableSample.ColumnSample column, boolean nothing, List<Finding> findings) {
        Finding best = findings.isEmpty() ? null : findings.getFirst();
        if (best == null || best.confidence() < CERTAIN_ENOUGH) {
            GradeRules.Rule rule = nothing ? rules.empty() : rules.usual();
            return new Classification(
                    column.name(),
                    findings,
                    rule.grade(),
                    new Reason(nothing ? "grade-empty" : "grade-usual", Map.of()),
                    null,
                    false);
        }
        GradeRules.Rule rule = rules.of(best.type());
        boolean mass = rule.category() != null && table.rows() >= rules.massRows();
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
                rule.sensitive());
    }
}
