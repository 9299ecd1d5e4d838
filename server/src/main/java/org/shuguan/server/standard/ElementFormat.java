package org.shuguan.server.standard;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The form of a data element's values: `C18` is 18 characters exactly, `C..100` at most 100, `N10,2` at most 10
/// digits of which 2 are decimals; of dates and times a pattern, `YYYYMMDD`. As in GB/T 19488.1 lengths are in
/// characters; those of items are in bytes, as the national guide counts.
///
/// @param exact whether all values have this length
/// @param length null for dates and times
record ElementFormat(
        boolean exact, @Nullable Integer length, @Nullable Integer decimals) {
    /// Bytes per character of UTF-8, as drafts count them from the declaration of a column.
    private static final int MOST_BYTES = 3;

    private static final Pattern LENGTH = Pattern.compile("([CNYLMGBIF])(\\.\\.)?([1-9]\\d{0,6})(?:,(\\d{1,2}))?");
    private static final Pattern MOMENT = Pattern.compile("[YMDhms]{2,4}([-/:. YMDhms年月日T]*[YMDhms年月日])?");
    private static final Set<String> WITH_DECIMALS = Set.of("N", "Y", "B", "F");

    /// @param type letter of the national guide
    /// @return empty if the text is no form of this type
    static Optional<ElementFormat> of(String type, String text) {
        if ("D".equals(type) || "T".equals(type)) {
            return MOMENT.matcher(text).matches()
                    ? Optional.of(new ElementFormat(false, null, null))
                    : Optional.empty();
        }
        Matcher found = LENGTH.matcher(text);
        if (!found.matches() || !found.group(1).equals(type)) {
            return Optional.empty();
        }
        if (found.group(4) != null && !WITH_DECIMALS.contains(type)) {
            return Optional.empty();
        }
        return Optional.of(new ElementFormat(
                "C".equals(type) && found.group(2) == null,
                Integer.valueOf(found.group(3)),
                found.group(4) == null ? null : Integer.valueOf(found.group(4))));
    }

    /// Whether a column of this length holds the values, and only such: counted with one byte per character, or with
    /// three.
    ///
    /// @param text whether the values are texts, else each character is one byte
    boolean fits(int bytes, boolean text) {
        if (length == null) {
            return true;
        }
        int most = text ? MOST_BYTES * length : length;
        return exact ? bytes == length || bytes == most : bytes <= most;
    }
}
