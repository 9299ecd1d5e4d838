package org.shuguan.dataplane.quality;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeRefused;
import org.shuguan.dataplane.lake.LakeSql;
import org.shuguan.dataplane.lake.LakeType;
import org.shuguan.dataplane.source.Quote;

/// Writes a check as an expression of the engine that is true where a row is right, false where it is wrong, and
/// nothing where the check does not apply.
final class CheckSql {
    /// weights of the characters 1 to 17 of a credit code (GB 32100-2015)
    private static final int[] CREDIT = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    /// weights of the characters 9 to 16: the organisation code in it (GB 11714-1997)
    private static final int[] ORGANISATION = {3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final String ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static final java.util.regex.Pattern DECIMAL = java.util.regex.Pattern.compile("DECIMAL\\(\\d+,(\\d+)\\)");

    private final Columns columns;
    private final LocalDate day;

    /// @param day the day of the examination in the city
    CheckSql(Columns columns, LocalDate day) {
        this.columns = columns;
        this.day = day;
    }

    /// What the expressions that were written until now are read from.
    String source() {
        return columns.source();
    }

    String right(Check check) throws MissingColumn, ConditionRefused, LakeRefused {
        return switch (check) {
            case Check.Present one -> columns.present(one.column());
            case Check.Length one ->
                between("length(" + columns.text(one.column()) + ")", number(one.least()), number(one.most()));
            case Check.Pattern one -> sql().matches(columns.text(one.column()), pattern(one.expression()));
            case Check.Codes one -> "(" + columns.text(one.column()) + " in (" + texts(one.codes()) + "))";
            case Check.Identifier one -> identifier(columns.text(one.column()), one.number());
            case Check.BirthOfId one -> birth(one);
            case Check.SexOfId one -> sex(one);
            case Check.Range one -> range(one);
            case Check.Order one -> order(one);
            case Check.NotFuture one ->
                "(" + columns.day(one.column()) + " <= date " + Quote.text(day.toString()) + ")";
            case Check.NotFiller one ->
                "(" + sql().trimmed(columns.text(one.column())) + " not in (" + texts(one.fillers()) + "))";
            case Check.Unique one -> unique(one);
            case Check.Reference one -> reference(one);
            case Check.Sql one -> sql(one);
        };
    }

    private LakeSql sql() {
        return columns.sql();
    }

    private String pattern(String expression) throws ConditionRefused {
        return sql().readsRe2() ? expression : CommonPattern.of(expression);
    }

    private String reference(Check.Reference one) throws MissingColumn, LakeRefused {
        String type = one.table().types(one.version().id()).entrySet().stream()
                .filter(column -> column.getKey().equalsIgnoreCase(one.other()))
                .map(java.util.Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new MissingColumn(one.other()));
        return "(" + columns.text(one.column()) + " in (select " + sql().text(Quote.name(one.other()), type) + " from "
                + columns.engine().from(one.table(), one.version().id()) + " other where " + Quote.name(one.other())
                + " is not null))";
    }

    private static @Nullable String number(@Nullable Integer number) {
        return number == null ? null : number.toString();
    }

    private static String texts(List<String> texts) {
        return texts.stream().map(Quote::text).collect(Collectors.joining(", "));
    }

    /// With one end or both; the form makes sure that there is one.
    private static String between(String value, @Nullable String least, @Nullable String most) {
        if (least == null) {
            return "(" + value + " <= " + most + ")";
        }
        return most == null
                ? "(" + value + " >= " + least + ")"
                : "(" + value + " between " + least + " and " + most + ")";
    }

    /// False instead of nothing where there is a value.
    private static String strict(String value, String expression) {
        return "case when " + value + " is null then null else coalesce(" + expression + ", false) end";
    }

    private String range(Check.Range one) throws MissingColumn {
        String value = columns.value(one.column());
        if (columns.isTime(one.column()) || isDay(one.least()) || isDay(one.most())) {
            return strict(value, between(columns.day(one.column()), date(one.least()), date(one.most())));
        }
        String number = columns.number(one.column());
        if (columns.isApproximate(one.column())) {
            List<String> ends = new ArrayList<>();
            if (one.least() != null) {
                ends.add(sql().atMost(approximate(one.least()), number));
            }
            if (one.most() != null) {
                ends.add(sql().atMost(number, approximate(one.most())));
            }
            return strict(value, String.join(" and ", ends));
        }
        int scale = scale(columns.type(one.column()));
        return strict(
                value,
                between(
                        number,
                        exact(one.least(), scale, RoundingMode.CEILING),
                        exact(one.most(), scale, RoundingMode.FLOOR)));
    }

    private static int scale(String type) {
        Matcher decimal = DECIMAL.matcher(type);
        return decimal.matches() ? Integer.parseInt(decimal.group(1)) : 0;
    }

    private static String approximate(String end) {
        return "(" + new BigDecimal(end).toPlainString() + "e0)";
    }

    /// An end with the scale of the column: the engines convert others to different types.
    private static @Nullable String exact(@Nullable String end, int scale, RoundingMode mode) {
        if (end == null) {
            return null;
        }
        BigDecimal exact = new BigDecimal(end).setScale(scale, mode);
        int digits = Math.max(exact.precision(), scale + 1);
        return digits > LakeType.MOST_DIGITS
                ? approximate(end)
                : "cast('" + exact.toPlainString() + "' as decimal(" + digits + ", " + scale + "))";
    }

    private static boolean isDay(@Nullable String end) {
        return end != null && end.matches("\\d{4}-\\d{2}-\\d{2}");
    }

    private static @Nullable String date(@Nullable String end) {
        return end == null ? null : "date " + Quote.text(LocalDate.parse(end).toString());
    }

    private String order(Check.Order one) throws MissingColumn {
        boolean days = columns.isTime(one.first()) || columns.isTime(one.second());
        boolean texts = columns.isText(one.first()) || columns.isText(one.second());
        if (days && !texts) {
            // Two times of one day are compared with their hours.
            return "(" + columns.value(one.first()) + " <= " + columns.value(one.second()) + ")";
        }
        String ordered = "(" + columns.day(one.first()) + " <= " + columns.day(one.second()) + ")";
        if (days) {
            return ordered;
        }
        if (texts || columns.isApproximate(one.first()) || columns.isApproximate(one.second())) {
            String numbers = sql().atMost(columns.approximate(one.first()), columns.approximate(one.second()));
            return texts ? "(coalesce(" + ordered + ", " + numbers + "))" : numbers;
        }
        return "(" + columns.number(one.first()) + " <= " + columns.number(one.second()) + ")";
    }

    /// A sex is judged only beside an identity number of 18 characters and where it is one of the known codes.
    private String sex(Check.SexOfId one) throws MissingColumn {
        String sex = columns.text(one.sex());
        String id = columns.text(one.id());
        List<String> known = new ArrayList<>(one.male());
        known.addAll(one.female());
        return "case when length(" + id + ") = 18 and " + sex + " in (" + texts(known)
                + ") then (" + sql().code("substr(" + id + ", 17, 1)") + " % 2 = 1) = (" + sex + " in ("
                + texts(one.male())
                + ")) end";
    }

    private String birth(Check.BirthOfId one) throws MissingColumn {
        String id = columns.text(one.id());
        return "case when length(" + id + ") = 18 and " + columns.value(one.date())
                + " is not null then coalesce(substr(" + id + ", 7, 8) = "
                + sql().digitsOfDay(columns.day(one.date())) + ", false) end";
    }

    private String identifier(String value, Check.CheckedNumber number) {
        return switch (number) {
            case MOBILE -> sql().matches(value, "1[3-9][0-9]{9}");
            case RESIDENT_ID -> strict(value, residentId(value));
            case CREDIT_CODE -> strict(value, creditCode(value));
        };
    }

    /// The check character of an identity number is calculated with one division a digit: of a number n with the
    /// digits d(i), Σ d(i)·2^i is n − 4·Σ 2^i·(n div 10^i).
    private String residentId(String value) {
        String digits = columns.shared(sql().digits("substr(" + value + ", 1, 17)"));
        String last = columns.shared(sql().code("substr(" + value + ", 18, 1)"));
        StringBuilder quotients = new StringBuilder();
        long power = 1;
        for (int i = 1; i <= 16; i++) {
            power *= 10;
            quotients.append(i > 1 ? " + " : "").append(1L << i).append(" * ").append(sql().quotient(digits, power));
        }
        return "length(" + value + ") = 18 and " + sql().matches(value, "[1-9][0-9]{16}[0-9Xx]") + " and (2 * ("
                + digits + " - 4 * (" + quotients + ")) + case when " + last + " > 57 then 10 else " + last
                + " - 48 end) % 11 = 1 and " + sql().dayOfDigits("substr(" + value + ", 7, 8)")
                + " between date '1800-01-01' and date '2200-01-01'";
    }

    private String creditCode(String value) {
        StringBuilder credit = new StringBuilder();
        for (int i = 0; i < CREDIT.length; i++) {
            credit.append(i > 0 ? " + " : "").append(position(CREDIT_ALPHABET, value, i + 1, CREDIT[i]));
        }
        StringBuilder organisation = new StringBuilder();
        for (int i = 0; i < ORGANISATION.length; i++) {
            organisation
                    .append(i > 0 ? " + " : "")
                    .append(position(ORGANISATION_ALPHABET, value, i + 9, ORGANISATION[i]));
        }
        // The organisation code's check characters 0 to 9 and X in the order of the remainder.
        return sql().matches(value, "[159NY][" + CREDIT_ALPHABET + "]{17}")
                + " and substr(" + value + ", 18, 1) = substr('" + CREDIT_ALPHABET + "', (31 - (" + credit
                + ") % 31) % 31 + 1, 1) and substr(" + value + ", 17, 1) = substr('0X987654321', (" + organisation
                + ") % 11 + 1, 1)";
    }

    private static String position(String alphabet, String value, int character, int weight) {
        return weight + " * (strpos('" + alphabet + "', substr(" + value + ", " + character + ", 1)) - 1)";
    }

    /// The columns as one value by which rows are compared: nothing where one of them has none.
    String key(List<String> names) throws MissingColumn {
        List<String> values = new ArrayList<>();
        for (String name : names) {
            values.add(columns.key(name));
        }
        if (values.size() == 1) {
            return values.getFirst();
        }
        String all = values.stream().map(value -> value + " is not null").collect(Collectors.joining(" and "));
        return "case when " + all + " then " + sql().keys(String.join(", ", values)) + " end";
    }

    private String unique(Check.Unique one) throws MissingColumn {
        String key = key(one.columns());
        return "case when " + key + " is not null then " + key + " not in (select k from (select " + key + " as k from "
                + columns.source() + ") keys where k is not null group by k having count(*) > 1) end";
    }

    private String sql(Check.Sql one) throws ConditionRefused {
        return sql().readsDuckDb()
                ? "cast("
                        + Condition.accept(one.condition(), written -> columns.find(named(one, written)))
                                .sql()
                        + " as boolean)"
                : TrinoCondition.write(one.condition(), written -> columns.typed(named(one, written)));
    }

    /// A column counts before a title.
    private String named(Check.Sql one, String written) {
        String titled = one.titles().get(written);
        return columns.find(written) == null && titled != null ? titled : written;
    }
}
