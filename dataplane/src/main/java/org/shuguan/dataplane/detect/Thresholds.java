package org.shuguan.dataplane.detect;

/// From when a census says what it suspects. A city may change these values; constants elsewhere are those for
/// which that would make no sense, and say why.
///
/// @param asserted confidence from which a detected type is asserted, in percent
/// @param massRows number of rows from which personal information counts as of mass scale
/// @param duplicate share of a column's different values that another unit must have, in percent
/// @param reference share of a column's different values that must occur in a key, in percent
public record Thresholds(int asserted, int massRows, int duplicate, int reference) {
    /// The values where nobody has changed any.
    public static final Thresholds DEFAULT = new Thresholds(
            DefaultRules.number("asserted"),
            DefaultRules.number("mass-rows"),
            DefaultRules.number("duplicate"),
            DefaultRules.number("reference"));

    /// Whether a confidence, 0 to 1, is enough.
    boolean asserts(double confidence) {
        return confidence * 100 >= asserted;
    }
}
