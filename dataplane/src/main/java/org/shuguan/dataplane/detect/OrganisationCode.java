package org.shuguan.dataplane.detect;

/// An organisation code 组织机构代码 (GB 11714-1997).
///
/// @param value eight characters, an optional hyphen, a check character
public record OrganisationCode(String value) {
    private static final int[] WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// @throws IllegalArgumentException if the form or the check character is wrong
    public OrganisationCode {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not an organisation code");
        }
    }

    /// Whether the form and the check character are right.
    public static boolean isValid(String text) {
        String code = text.length() == 10 && text.charAt(8) == '-' ? text.substring(0, 8) + text.charAt(9) : text;
        if (code.length() != 9) {
            return false;
        }
        for (int i = 0; i < 8; i++) {
            if (ALPHABET.indexOf(code.charAt(i)) < 0) {
                return false;
            }
        }
        return code.charAt(8) == check(code);
    }

    /// The check character for the first eight characters.
    public static char check(String characters) {
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            sum += ALPHABET.indexOf(characters.charAt(i)) * WEIGHTS[i];
        }
        int check = 11 - sum % 11;
        return switch (check) {
            case 10 -> 'X';
            case 11 -> '0';
            default -> (char) ('0' + check);
        };
    }
}
