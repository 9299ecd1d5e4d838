package org.shuguan.dataplane.source;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A column whose value grows whenever a row is added or changed. Its greatest value says up to where a table was read.
public record Watermark(String column, Kind kind) {
    private static final Pattern NUMBERS = Pattern.compile(
            "(tiny|small|medium|big)?int(eger)?\\b.*|(small|big)?serial|(numeric|decimal|number|dec)\\b.*");
    private static final Pattern TIMES = Pattern.compile("(timestamp|datetime)\\b.*");
    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);

    /// What the values are, which decides the unit of an overlap.
    public enum Kind {
        /// numbers; an overlap is a number
        NUMBER(1_000_000_000, 1000),
        /// days; an overlap is a number of days
        DAY(366, 1),
        /// days with a time; an overlap is a number of minutes
        TIME(31 * 24 * 60, 60);

        private final long most;
        private final long usual;

        Kind(long most, long usual) {
            this.most = most;
            this.usual = usual;
        }

        /// The kind of a column by its declared type; empty if its values have no order that can be a watermark.
        public static Optional<Kind> of(String declaredType) {
            String type = declaredType.strip().toLowerCase(Locale.ROOT);
            if (type.endsWith("]")) {
                // An array of them has no order that grows.
                return Optional.empty();
            }
            if (type.equals("date")) {
                return Optional.of(DAY);
            }
            if (TIMES.matcher(type).matches()) {
                return Optional.of(TIME);
            }
            return NUMBERS.matcher(type).matches() ? Optional.of(NUMBER) : Optional.empty();
        }

        /// The largest overlap.
        public long mostOverlap() {
            return most;
        }

        /// The overlap that is proposed.
        public long usualOverlap() {
            return usual;
        }

        /// A value less the overlap.
        public String less(String value, long overlap) {
            return switch (this) {
                case NUMBER ->
                    new BigDecimal(value).subtract(BigDecimal.valueOf(overlap)).toPlainString();
                case DAY ->
                    later(LocalDate.parse(value).minusDays(overlap), FIRST_DAY).toString();
                case TIME -> {
                    LocalDateTime least = LocalDateTime.parse(value, READ).minusMinutes(overlap);
                    yield (least.toLocalDate().isBefore(FIRST_DAY) ? FIRST_DAY.atStartOfDay() : least).format(WRITTEN);
                }
            };
        }

        private static LocalDate later(LocalDate one, LocalDate other) {
            return one.isBefore(other) ? other : one;
        }

        /// Whether the first value is smaller than the second.
        public boolean isBelow(String one, String other) {
            return switch (this) {
                case NUMBER -> new BigDecimal(one).compareTo(new BigDecimal(other)) < 0;
                case DAY -> LocalDate.parse(one).isBefore(LocalDate.parse(other));
                case TIME -> LocalDateTime.parse(one, READ).isBefore(LocalDateTime.parse(other, READ));
            };
        }

        /// The value as this class writes it; null if it is none, as `NaN` or a year that no calendar has.
        @Nullable
        String written(@Nullable String value) {
            try {
                return value == null
                        ? null
                        : switch (this) {
                            case NUMBER -> new BigDecimal(value.strip()).toPlainString();
                            case DAY -> LocalDate.parse(value.strip()).toString();
                            case TIME ->
                                LocalDateTime.parse(value.strip(), READ).format(WRITTEN);
                        };
            } catch (NumberFormatException | java.time.DateTimeException e) {
                return null;
            }
        }
    }

    /// What a table has of a watermark at one moment.
    ///
    /// @param greatest its greatest value that is not in the future; null if there is none
    /// @param without number of rows that have none
    public record Found(@Nullable String greatest, long without) {}

    /// Decides which rows are read.
    public interface Choice {
        /// The least watermark of the rows to be read, null for all rows.
        @Nullable
        String least(Found found);
    }
}
