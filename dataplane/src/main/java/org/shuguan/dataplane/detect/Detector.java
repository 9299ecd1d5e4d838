package org.shuguan.dataplane.detect;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How one type is recognised.
///
/// @param valid whether a value passes the type's own check
/// @param form whether a value at least looks like it; told apart so that a column full of wrong checksums is still
///     found, and its dirt named
/// @param strength what a hit proves by itself
/// @param words the column's name and comment, where they speak of the type
record Detector(
        DataType type,
        Predicate<String> valid,
        Predicate<String> form,
        Strength strength,
        @Nullable Pattern words) {
    /// What values prove without any help of the column's name.
    enum Strength {
        /// a checksum: chance passes about one value in ten, never most of them
        CHECKSUM(0.97, 0.5),
        /// a form that hardly anything else has
        FORM(0.85, 0.8),
        /// a list, or a form that other things have too: a hint
        HINT(0.55, 0.8),
        /// an enumeration: its names in Chinese speak for themselves, its bare codes do not
        LIST(0.7, 0.9),
        /// a form that means nothing by itself
        NONE(0, 0.6);

        private final double alone;
        private final double share;

        Strength(double alone, double share) {
            this.alone = alone;
            this.share = share;
        }

        double alone() {
            return alone;
        }

        /// The share of values that must fit.
        double share() {
            return share;
        }
    }
}
