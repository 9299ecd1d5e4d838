package org.shuguan.dataplane.detect;

/// A unified social credit code 统一社会信用代码 (GB 32100-2015). Characters 9 to 17 are an organisation code with
/// its own check character.
///
/// @param value 18 characters
public record CreditCode(String value) {
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

    /// @throws IllegalArgumentException if the form or one of the check characters is wrong
    public CreditCode {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a unified social credit code");
        }
    }

    /// Whether the form and both check characters are right.
    public static boolean isValid(String text) {
        return hasForm(text) && text.charAt(17) == check(text) && OrganisationCode.isValid(text.substring(8, 17));
    }

    static boolean hasForm(String text) {
        if (text.length() != 18 || "159NY".indexOf(text.charAt(0)) < 0) {
            return false;
        }
        for (int i = 0; i < 18; i++) {
            if (ALPHABET.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /// The check character for the first 17 characters.
    ///
    /// @param characters at least 17 characters of the code's alphabet
    public static char check(String characters) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += ALPHABET.indexOf(characters.charAt(i)) * WEIGHTS[i];
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }
}
