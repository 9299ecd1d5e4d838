package org.shuguan.dataplane.serve;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a consumer sees of an item's values, as its grant agreed. One value always looks the same, so that counts
/// and joins within one consumer's data stay right. Values without characters stay as they are.
///
/// @param first characters kept at the start, 0 except for [Kind#KEEP]
/// @param last characters kept at the end, 0 except for [Kind#KEEP]
public record ItemMask(Kind kind, int first, int last) {
    /// The kind of a mask.
    public enum Kind {
        /// the whole value
        CLEAR,
        /// some first and last characters, an asterisk for each other one
        KEEP,
        /// a date generalised to its year
        YEAR,
        /// an address generalised to its district, or to its city if it names no district
        DISTRICT,
        /// a keyed hash of the value, another for each consumer
        PSEUDONYM,
        /// the item is not delivered
        DROP;

        /// The lower-case name, which is stored and must not change.
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public static final ItemMask CLEAR = new ItemMask(Kind.CLEAR, 0, 0);
    public static final ItemMask YEAR = new ItemMask(Kind.YEAR, 0, 0);
    public static final ItemMask DISTRICT = new ItemMask(Kind.DISTRICT, 0, 0);
    public static final ItemMask PSEUDONYM = new ItemMask(Kind.PSEUDONYM, 0, 0);
    public static final ItemMask DROP = new ItemMask(Kind.DROP, 0, 0);

    /// The most characters that [Kind#KEEP] keeps at one end.
    public static final int MOST_KEPT = 50;

    /// What remains of a value that cannot be generalised.
    static final String HIDDEN = "*";

    /// At least so many characters are hidden, or as many as are kept if these are fewer. A shorter value is hidden
    /// whole.
    private static final int LEAST_HIDDEN = 4;

    static final String YEAR_PATTERN = "^(?:1[89]|20)[0-9][0-9]";
    /// Han characters except those that end a part of an address below the district.
    private static final String HAN = han("路街巷道号栋");
    /// A word such as 小区 or 园区 names no district. Written without look-behind, which not every database has.
    static final String DISTRICT_PATTERN = "^[" + HAN + "]{0,14}?[" + han("路街巷道号栋小社园校厂") + "][区县旗]";

    static final String CITY_PATTERN = "^[" + HAN + "]{1,12}?[市州盟省]";

    private static final Pattern YEAR_OF = Pattern.compile(YEAR_PATTERN);
    private static final Pattern DISTRICT_OF = Pattern.compile(DISTRICT_PATTERN);
    private static final Pattern CITY_OF = Pattern.compile(CITY_PATTERN);

    /// @throws IllegalArgumentException if the numbers do not belong to the kind
    public ItemMask {
        boolean fits = kind == Kind.KEEP
                ? first >= 0 && last >= 0 && first <= MOST_KEPT && last <= MOST_KEPT
                : first == 0 && last == 0;
        if (!fits) {
            throw new IllegalArgumentException(kind.word() + " " + first + " " + last);
        }
    }

    /// Keeps the first and last characters.
    public static ItemMask keep(int first, int last) {
        return new ItemMask(Kind.KEEP, first, last);
    }

    /// What the consumer sees of a value: the same as the databases calculate.
    ///
    /// @param key of the consumer
    /// @return null if there is no value or the item is dropped
    public @Nullable String apply(@Nullable String value, PseudonymKey key) {
        if (kind == Kind.DROP || value == null) {
            return null;
        }
        if (value.isEmpty()) {
            return value;
        }
        return switch (kind) {
            case CLEAR, DROP -> value;
            case KEEP -> kept(value);
            case YEAR -> start(value, YEAR_OF);
            case DISTRICT -> {
                String district = start(value, DISTRICT_OF);
                yield district.equals(HIDDEN) ? start(value, CITY_OF) : district;
            }
            case PSEUDONYM -> key.pseudonym(value);
        };
    }

    /// The shortest value of which something is kept, in characters.
    int shortest() {
        return first + last + Math.clamp((long) first + last, 1, LEAST_HIDDEN);
    }

    private String kept(String value) {
        int length = value.codePointCount(0, value.length());
        if (length < shortest()) {
            return HIDDEN.repeat(length);
        }
        return value.substring(0, value.offsetByCodePoints(0, first))
                + HIDDEN.repeat(length - first - last)
                + value.substring(value.offsetByCodePoints(value.length(), -last));
    }

    private static String start(String value, Pattern pattern) {
        Matcher matcher = pattern.matcher(value);
        return matcher.find() ? matcher.group() : HIDDEN;
    }

    /// The usual Han characters without some, as ranges of a character class.
    private static String han(String without) {
        StringBuilder ranges = new StringBuilder();
        int from = 0x4E00;
        for (int sign : without.codePoints().sorted().toArray()) {
            ranges.appendCodePoint(from).append('-').appendCodePoint(sign - 1);
            from = sign + 1;
        }
        return ranges.appendCodePoint(from).append("-\u9FFF").toString();
    }
}
