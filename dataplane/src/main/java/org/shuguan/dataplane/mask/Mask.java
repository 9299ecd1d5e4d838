package org.shuguan.dataplane.mask;

import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.detect.Grade;

/// Hides the part of a value that points at a person. The same value is always shown the same way.
public enum Mask {
    /// as it is
    NONE,
    /// resident numbers: region and century stay, four signs at the end
    IDENTITY,
    /// mobile and fixed numbers: three at the beginning, four at the end
    NUMBER,
    /// the surname stays
    NAME,
    /// the last four signs stay
    LAST_FOUR,
    /// the first six signs stay: an address down to its district
    HEAD,
    /// nothing stays but the length
    ALL;

    private static final int KEPT_OF_ADDRESS = 6;

    /// Which mask a column needs, by what it was found to be; whatever is graded 3 or higher and has no mask of its own
    /// is hidden whole.
    public static Mask of(Classification classification) {
        DataType type = classification.best().map(Classification.Finding::type).orElse(null);
        boolean high = classification.grade().compareTo(Grade.GENERAL_3) >= 0;
        if (type == null || classification.personal() == null) {
            return high ? ALL : NONE;
        }
        return switch (type) {
            case RESIDENT_ID -> IDENTITY;
            case MOBILE, PHONE -> NUMBER;
            case PERSON_NAME -> NAME;
            case BANK_CARD, PASSPORT, PERMIT, PLATE, VIN, IMEI -> LAST_FOUR;
            case ADDRESS, EMAIL, BIRTH_DATE, COORDINATE, IP_ADDRESS, MAC_ADDRESS -> HEAD;
            case SEX, MARRIAGE, NATIONALITY, EDUCATION, POLITICS -> NONE;
            default -> high ? ALL : NONE;
        };
    }

    public @Nullable String apply(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return value;
        }
        return switch (this) {
            case NONE -> value;
            case IDENTITY -> keep(value, 6, 4);
            case NUMBER -> keep(value, 3, 4);
            case NAME -> keep(value, value.codePointCount(0, value.length()) > 3 ? 2 : 1, 0);
            case LAST_FOUR -> keep(value, 0, 4);
            case HEAD -> keep(value, KEPT_OF_ADDRESS, 0);
            case ALL -> keep(value, 0, 0);
        };
    }

    /// A value too short to hide anything in is hidden whole.
    private static String keep(String value, int head, int tail) {
        int[] signs = value.codePoints().toArray();
        boolean shortValue = signs.length <= head + tail;
        StringBuilder masked = new StringBuilder();
        for (int i = 0; i < signs.length; i++) {
            boolean kept = !shortValue && (i < head || i >= signs.length - tail);
            if (kept) {
                masked.appendCodePoint(signs[i]);
            } else {
                masked.append('*');
            }
        }
        return masked.toString();
    }
}
