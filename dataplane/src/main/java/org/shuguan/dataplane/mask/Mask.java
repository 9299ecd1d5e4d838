package org.shuguan.dataplane.mask;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.detect.PersonName;

/// Replaces the identifying part of a value by asterisks. The same value is always masked the same way and keeps
/// its length, so that differences between counts reveal nothing.
public enum Mask {
    /// unchanged, except for identity numbers, mobile numbers, bank cards and mail addresses inside the text
    NONE,
    /// identity numbers: keeps the region (6 characters) and the last 4
    IDENTITY,
    /// mobile and fixed telephone numbers: keeps the first 3 and the last 4 characters
    NUMBER,
    /// keeps the surname, both characters of a compound one
    NAME,
    /// keeps the last four characters
    LAST_FOUR,
    /// keeps the first two characters: the place of a vehicle plate
    FIRST_TWO,
    /// keeps an address down to its district
    DISTRICT,
    /// keeps the first character and the domain
    EMAIL,
    /// keeps the year of a date
    YEAR,
    /// keeps two decimals of a coordinate, about a kilometre
    NEIGHBOURHOOD,
    /// keeps the first two groups of a network address
    NETWORK,
    /// keeps only the length
    ALL;

    /// Types of which a part stays visible; the others are masked completely, or not at all. Codes with few values do
    /// not identify a person.
    private static final Map<DataType, Mask> BY_TYPE = Map.ofEntries(
            Map.entry(DataType.RESIDENT_ID, IDENTITY),
            Map.entry(DataType.RESIDENCE_PERMIT, IDENTITY),
            Map.entry(DataType.MOBILE, NUMBER),
            Map.entry(DataType.PHONE, NUMBER),
            Map.entry(DataType.PERSON_NAME, NAME),
            Map.entry(DataType.BANK_CARD, LAST_FOUR),
            Map.entry(DataType.PASSPORT, LAST_FOUR),
            Map.entry(DataType.PERMIT, LAST_FOUR),
            Map.entry(DataType.VIN, LAST_FOUR),
            Map.entry(DataType.IMEI, LAST_FOUR),
            Map.entry(DataType.WORK_NUMBER, LAST_FOUR),
            Map.entry(DataType.SOCIAL_ACCOUNT, LAST_FOUR),
            Map.entry(DataType.PLATE, FIRST_TWO),
            Map.entry(DataType.ADDRESS, DISTRICT),
            Map.entry(DataType.NATIVE_PLACE, DISTRICT),
            Map.entry(DataType.EMAIL, EMAIL),
            Map.entry(DataType.BIRTH_DATE, YEAR),
            Map.entry(DataType.COORDINATE, NEIGHBOURHOOD),
            Map.entry(DataType.IP_ADDRESS, NETWORK),
            Map.entry(DataType.MAC_ADDRESS, NETWORK),
            Map.entry(DataType.SEX, NONE),
            Map.entry(DataType.MARRIAGE, NONE),
            Map.entry(DataType.NATIONALITY, NONE),
            Map.entry(DataType.EDUCATION, NONE),
            Map.entry(DataType.POLITICS, NONE),
            Map.entry(DataType.COUNTRY, NONE),
            Map.entry(DataType.SALUTATION, NONE));

    /// Types of organisations, places and things: masked only if they are graded high.
    private static final Set<DataType> OF_THINGS = Set.of(
            DataType.CREDIT_CODE,
            DataType.ORGANISATION_CODE,
            DataType.ORGANISATION_NAME,
            DataType.REGION,
            DataType.POSTCODE,
            DataType.CASE_NUMBER,
            DataType.URL,
            DataType.INDUSTRY,
            DataType.TAXPAYER_NUMBER);

    /// If fewer characters than this would be masked, the whole value is masked.
    private static final int LEAST_HIDDEN = 4;

    private static final Pattern DISTRICT_OF = Pattern.compile("[\\p{IsHan}&&[^路街巷道号栋]]{1,15}?(?<![小社园校厂])[区县旗]");
    private static final Pattern CITY_OF = Pattern.compile("[\\p{IsHan}&&[^路街巷道号栋]]{1,12}?[市州盟省]");
    private static final Pattern MAIL = Pattern.compile("([^@]+)(@[^@]+)");
    private static final Pattern DAY = Pattern.compile("((?:1[89]|20)\\d{2}).*", Pattern.DOTALL);
    private static final Pattern PLACE = Pattern.compile("(-?\\d{1,3}\\.\\d{1,2}).*", Pattern.DOTALL);
    private static final Pattern GROUPS = Pattern.compile("([0-9A-Fa-f]{1,4}[.:-][0-9A-Fa-f]{1,4}[.:-]).*");

    /// The mask for a column, by its recognised type. Columns of grade 3 or higher without a mask for their type
    /// are masked completely.
    public static Mask of(Classification classification) {
        DataType type = classification.best().map(Classification.Finding::type).orElse(null);
        boolean high = classification.grade().compareTo(Grade.GENERAL_3) >= 0;
        // An address or telephone number of an organisation may also belong to a person: mask it in part.
        boolean place =
                DataType.ADDRESS.equals(type) || DataType.PHONE.equals(type) || DataType.COORDINATE.equals(type);
        if (type == null || (classification.personal() == null && !place)) {
            return high ? ALL : NONE;
        }
        Mask own = BY_TYPE.get(type);
        if (own != null) {
            return own;
        }
        return high || !OF_THINGS.contains(type) ? ALL : NONE;
    }

    /// Masks a value. Null and empty values stay as they are.
    public @Nullable String apply(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return value;
        }
        return switch (this) {
            case NONE -> EmbeddedIdentifiers.maskedIn(value);
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
        int surname = PersonName.surnameLength(value);
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

    private static String keepFirst(String value, int characters) {
        int end = value.offsetByCodePoints(0, characters);
        return value.substring(0, end) + stars(value.substring(end));
    }

    static String keep(String value, int head, int tail) {
        int characters = value.codePointCount(0, value.length());
        if (characters < head + tail + LEAST_HIDDEN) {
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
