package org.shuguan.dataplane.mask;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.detect.PersonName;

/// Hides the part of a value that points at a person. The same value is always shown the same way, as long as it is,
/// or differences between counts would tell what is hidden.
public enum Mask {
    /// as it is, but for numbers of people that stand within it: the remark "身份证 441202…"
    NONE,
    /// resident numbers: the region and four signs at the end
    IDENTITY,
    /// mobile and fixed numbers: three at the beginning, four at the end
    NUMBER,
    /// the surname, both signs of a compound one
    NAME,
    /// the last four signs
    LAST_FOUR,
    /// the first two signs: a plate's place
    FIRST_TWO,
    /// an address down to its district
    DISTRICT,
    /// the first sign and the domain
    EMAIL,
    /// the year of a date
    YEAR,
    /// coordinates to about a kilometre
    NEIGHBOURHOOD,
    /// the first two groups of a network address
    NETWORK,
    /// nothing but the length
    ALL;

    /// A value of which less than this is hidden is hidden whole.
    private static final int LEAST_HIDDEN = 4;

    private static final Pattern DISTRICT_OF = Pattern.compile("[\\p{IsHan}&&[^路街巷道号栋]]{1,15}?(?<![小社园校厂])[区县旗]");
    private static final Pattern CITY_OF = Pattern.compile("[\\p{IsHan}&&[^路街巷道号栋]]{1,12}?[市州盟省]");
    private static final Pattern MAIL = Pattern.compile("([^@]+)(@[^@]+)");
    private static final Pattern DAY = Pattern.compile("((?:1[89]|20)\\d{2}).*", Pattern.DOTALL);
    private static final Pattern PLACE = Pattern.compile("(-?\\d{1,3}\\.\\d{1,2}).*", Pattern.DOTALL);
    private static final Pattern GROUPS = Pattern.compile("([0-9A-Fa-f]{1,4}[.:-][0-9A-Fa-f]{1,4}[.:-]).*");

    /// Which mask a column needs, by what it was found to be; whatever is graded 3 or higher and has no mask of its own
    /// is hidden whole.
    public static Mask of(Classification classification) {
        DataType type = classification.best().map(Classification.Finding::type).orElse(null);
        boolean high = classification.grade().compareTo(Grade.GENERAL_3) >= 0;
        // A place or a telephone that is nobody's may turn out to be somebody's: shown in part costs nothing.
        boolean place = type == DataType.ADDRESS || type == DataType.PHONE || type == DataType.COORDINATE;
        if (type == null || (classification.personal() == null && !place)) {
            return high ? ALL : NONE;
        }
        return switch (type) {
            case RESIDENT_ID, RESIDENCE_PERMIT -> IDENTITY;
            case MOBILE, PHONE -> NUMBER;
            case PERSON_NAME -> NAME;
            case BANK_CARD, PASSPORT, PERMIT, VIN, IMEI -> LAST_FOUR;
            case PLATE -> FIRST_TWO;
            case ADDRESS -> DISTRICT;
            case EMAIL -> EMAIL;
            case BIRTH_DATE -> YEAR;
            case COORDINATE -> NEIGHBOURHOOD;
            case IP_ADDRESS, MAC_ADDRESS -> NETWORK;
            // How many there are of each says nothing about one of them.
            case SEX, MARRIAGE, NATIONALITY, EDUCATION, POLITICS, COUNTRY -> NONE;
            case CREDIT_CODE,
                    ORGANISATION_CODE,
                    ORGANISATION_NAME,
                    REGION,
                    POSTCODE,
                    CASE_NUMBER,
                    URL,
                    INDUSTRY,
                    TAXPAYER_NUMBER -> high ? ALL : NONE;
            case HEALTH, INCOME, CREDENTIAL, RELIGION, BLOOD_TYPE -> ALL;
        };
    }

    public @Nullable String apply(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return value;
        }
        return switch (this) {
            case NONE -> NumbersOfPeople.hiddenIn(value);
            case IDENTITY -> keep(value, 6, 4);
            case NUMBER -> keep(value, 3, 4);
            case NAME -> keepName(value);
            case LAST_FOUR -> keep(value, 0, 4);
            case FIRST_TWO -> keep(value, 2, 0);
            case DISTRICT -> keepDistrict(value);
            case EMAIL -> keepDomain(value);
            case YEAR -> keepStart(value, DAY);
            case NEIGHBOURHOOD -> keepStart(value, PLACE);
            case NETWORK -> keepStart(value, GROUPS);
            case ALL -> stars(value);
        };
    }

    private static String keepName(String value) {
        int surname = PersonName.surnameSigns(value);
        return value.codePointCount(0, value.length()) > surname ? keepFirst(value, surname) : stars(value);
    }

    private static String keepDistrict(String value) {
        for (Pattern area : new Pattern[] {DISTRICT_OF, CITY_OF}) {
            Matcher matcher = area.matcher(value);
            if (matcher.lookingAt()) {
                return value.substring(0, matcher.end()) + stars(value.substring(matcher.end()));
            }
        }
        return stars(value);
    }

    private static String keepDomain(String value) {
        Matcher mail = MAIL.matcher(value);
        return mail.matches() && mail.group(1).length() > 1
                ? keepFirst(mail.group(1), 1) + mail.group(2)
                : stars(value);
    }

    private static String keepStart(String value, Pattern start) {
        Matcher matcher = start.matcher(value);
        return matcher.matches() ? matcher.group(1) + stars(value.substring(matcher.end(1))) : stars(value);
    }

    private static String keepFirst(String value, int signs) {
        int end = value.offsetByCodePoints(0, signs);
        return value.substring(0, end) + stars(value.substring(end));
    }

    static String keep(String value, int head, int tail) {
        int signs = value.codePointCount(0, value.length());
        if (signs < head + tail + LEAST_HIDDEN) {
            return stars(value);
        }
        int from = value.offsetByCodePoints(0, head);
        int to = value.offsetByCodePoints(value.length(), -tail);
        return value.substring(0, from) + stars(value.substring(from, to)) + value.substring(to);
    }

    static String stars(String value) {
        return "*".repeat(value.codePointCount(0, value.length()));
    }
}
