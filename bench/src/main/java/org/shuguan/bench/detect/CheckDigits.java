package org.shuguan.bench.detect;

import org.shuguan.dataplane.detect.CreditCode;
import org.shuguan.dataplane.detect.OrganisationCode;
import org.shuguan.dataplane.detect.ResidentId;

/// Appends valid check characters to numbers.
final class CheckDigits {
    private static final int[] VIN_WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
    private static final String VIN_LETTERS = "12345678.12345.7.923456789";

    private CheckDigits() {}

    static String residentId(String first17) {
        return first17 + ResidentId.check(first17);
    }

    static String organisation(String first8) {
        return first8 + OrganisationCode.check(first8);
    }

    /// @param head authority, category and region: eight characters
    static String credit(String head, String first8) {
        String body = head + organisation(first8);
        return body + CreditCode.check(body);
    }

    static String luhn(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            int counted = i % 2 == 0 ? digit * 2 : digit;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return body + (10 - sum % 10) % 10;
    }

    /// @param body 17 characters, of which the ninth is replaced
    static String vin(String body) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            char character = body.charAt(i);
            sum += (character <= '9' ? character - '0' : VIN_LETTERS.charAt(character - 'A') - '0') * VIN_WEIGHTS[i];
        }
        return body.substring(0, 8) + (sum % 11 == 10 ? "X" : Integer.toString(sum % 11)) + body.substring(9);
    }

    static String ean13(String first12) {
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += (first12.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return first12 + (10 - sum % 10) % 10;
    }
}
