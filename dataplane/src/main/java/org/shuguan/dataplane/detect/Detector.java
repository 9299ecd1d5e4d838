package org.shuguan.dataplane.detect;

import java.util.List;
import java.util.function.Predicate;

/// The rules that recognise one type.
///
/// @param type the type that is recognised
/// @param valid whether a value passes the type's check
/// @param form whether a value has the type's form, even if its check fails; so that a column full of wrong
///     checksums is recognised and its errors are reported
/// @param alone the check for values of columns whose name does not match
/// @param together a check of all values of such a column together: the mobile numbers of a town are not all from
///     one network
/// @param strength how much a match proves by itself
/// @param number whether blanks, hyphens and lower case inside a value are ignored
/// @param plainOnly whether it counts only if the column's name states the type plainly
record Detector(
        DataType type,
        Predicate<String> valid,
        Predicate<String> form,
        Predicate<String> alone,
        Predicate<List<String>> together,
        Strength strength,
        boolean number,
        boolean plainOnly) {
    /// How much values prove without a matching column name.
    enum Strength {
        /// a checksum: one random value in ten passes, but never most of them
        CHECKSUM(0.5),
        /// a form that hardly anything else has
        FORM(0.75),
        /// a list, or a form that other things have too
        HINT(0.8),
        /// words for findings, which count in tables about people only
        FINDINGS(0.6),
        /// names by their surnames, which count together
        SURNAMES(0.85),
        /// an enumeration: its Chinese names are evidence, its bare codes are not
        LIST(0.75),
        /// free text that mentions people: a few such texts among many others are enough
        TEXT(0.02),
        /// a form that proves nothing by itself
        NONE(0.6);

        private final double share;

        Strength(double share) {
            this.share = share;
        }

        /// The minimum share of matching values.
        double share() {
            return share;
        }
    }

    Detector(DataType type, Predicate<String> valid, Predicate<String> form, Strength strength, boolean number) {
        this(type, valid, form, valid, values -> true, strength, number, false);
    }

    Detector withUnnamedCheck(Predicate<String> check) {
        return new Detector(type, valid, form, check, together, strength, number, plainOnly);
    }

    Detector withColumnCheck(Predicate<List<String>> check) {
        return new Detector(type, valid, form, alone, check, strength, number, plainOnly);
    }

    Detector ofPlainNames() {
        return new Detector(type, valid, form, alone, together, strength, number, true);
    }
}
