package org.shuguan.dataplane.census;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.mask.Mask;

/// Masks the text of a line that is not a row. Its cells cannot be assigned to columns, so no column's mask
/// applies: unless all columns of the table are known to be harmless, only the first character of each word and
/// number is shown. Separators stay visible, because they usually show what is wrong with the line.
final class LineMask {
    private LineMask() {}

    static @Nullable String apply(@Nullable String text, List<Classification> columns) {
        if (text == null) {
            return null;
        }
        boolean open = !columns.isEmpty() && columns.stream().allMatch(LineMask::isHarmless);
        String shown = open ? Mask.NONE.apply(text) : firstCharacters(text);
        return shown == null ? null : shown.replace('\0', '␀');
    }

    private static boolean isHarmless(Classification column) {
        return column.personal() == null && Mask.of(column) == Mask.NONE;
    }

    private static String firstCharacters(String text) {
        StringBuilder masked = new StringBuilder();
        boolean within = false;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            boolean word = Character.isLetterOrDigit(character);
            if (word && within) {
                masked.append('*');
            } else {
                masked.appendCodePoint(character);
            }
            within = word;
            i += Character.charCount(character);
        }
        return masked.toString();
    }
}
