package org.shuguan.dataplane.detect;

import java.util.regex.Pattern;

/// Checksums of number types that have no class of their own.
final class Checksums {
    private static final Pattern CARD =
            Pattern.compile("(62\\d{14,17}|(4|5[1-5]|2[2-7]|35|60|9)\\d{14,15}|3[47]\\d{13})");
    private static final Pattern VIN = Pattern.compile("[A-HJ-NPR-Z0-9]{17}");
    private static final int[] VIN_WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
    /// values of the letters A to Z in a VIN; 0 for I, O and Q, which do not occur
    private static final int[] VIN_LETTERS = {
        1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9
    };

    private Checksums() {}

    /// Whether the text is a bank card number: a known issuer prefix and a valid Luhn digit (ISO/IEC 7812-1). Luhn
    /// alone accepts one number in ten.
    static boolean isBankCard(String text) {
        return CARD.matcher(text).matches() && luhn(text);
    }

    /// Whether the text is a device number IMEI: 15 digits with a valid Luhn digit (3GPP TS 23.003 §6.2.1).
    static boolean isImei(String text) {
        return text.length() == 15 && text.chars().allMatch(c -> c >= '0' && c <= '9') && luhn(text);
    }

    /// Whether the text is a vehicle identification number with a valid check character at position 9 (GB
    /// 16735-2019).
    static boolean isVin(String text) {
        if (!VIN.matcher(text).matches()) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            char c = text.charAt(i);
            sum += (c <= '9' ? c - '0' : VIN_LETTERS[c - 'A']) * VIN_WEIGHTS[i];
        }
        return text.charAt(8) == (sum % 11 == 10 ? 'X' : (char) ('0' + sum % 11));
    }

    /// Whether the last digit is the Luhn check digit of the others (ISO/IEC 7812-1 annex B).
    ///
    /// @param digits ASCII digits only
    static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
