package org.shuguan.dataplane.profile;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A histogram with ten bins of equal width over numbers or days.
final class Histogram {
    private static final int STEPS = 10;
    private static final Pattern DAY = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2}).*", Pattern.DOTALL);

    private Histogram() {}

    /// @param scale number of rows that one row of the sample stands for
    static List<ColumnProfile.Bin> of(ValueType type, List<ColumnProfile.Count> values, double scale) {
        return switch (type) {
            case INTEGER, DECIMAL ->
                bins(
                        values,
                        Histogram::number,
                        x -> new BigDecimal(x, new MathContext(6))
                                .stripTrailingZeros()
                                .toPlainString(),
                        scale);
            case DATE, DATETIME ->
                bins(values, Histogram::day, x -> LocalDate.ofEpochDay((long) x).toString(), scale);
            case BOOLEAN, TEXT, NOTHING -> List.of();
        };
    }

    private static List<ColumnProfile.Bin> bins(
            List<ColumnProfile.Count> values,
            Function<String, @Nullable Double> read,
            DoubleFunction<String> write,
            double scale) {
        record Point(double at, long count) {}
        List<Point> points = new ArrayList<>();
        for (ColumnProfile.Count value : values) {
            Double at = read.apply(value.value());
            if (at != null) {
                points.add(new Point(at, value.count()));
            }
        }
        double min = points.stream().mapToDouble(Point::at).min().orElse(0);
        double max = points.stream().mapToDouble(Point::at).max().orElse(0);
        if (points.size() < 2 || min == max) {
            return List.of();
        }
        long[] counts = new long[STEPS];
        for (Point point : points) {
            counts[Math.min(STEPS - 1, (int) ((point.at() - min) / (max - min) * STEPS))] += point.count();
        }
        List<ColumnProfile.Bin> bins = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            bins.add(new ColumnProfile.Bin(
                    Objects.requireNonNull(write.apply(min + (max - min) * i / STEPS)),
                    Objects.requireNonNull(write.apply(min + (max - min) * (i + 1) / STEPS)),
                    Math.round(counts[i] * scale)));
        }
        return bins;
    }

    private static @Nullable Double number(String value) {
        try {
            double number = Double.parseDouble(value);
            return Double.isFinite(number) ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Double day(String value) {
        Matcher day = DAY.matcher(value);
        if (!day.matches()) {
            return null;
        }
        try {
            return (double) ChronoUnit.DAYS.between(
                    LocalDate.EPOCH,
                    LocalDate.of(
                            Integer.parseInt(day.group(1)),
                            Integer.parseInt(day.group(2)),
                            Integer.parseInt(day.group(3))));
        } catch (java.time.DateTimeException e) {
            return null;
        }
    }
}
