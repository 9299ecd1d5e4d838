package org.shuguan.dataplane.detect;

/// A taxpayer number as used before 2015 纳税人识别号: a region and an organisation code, or an identity number
/// and two digits for a self-employed person. Later numbers are unified social credit codes.
final class TaxpayerNumber {
    private TaxpayerNumber() {}

    static boolean isValid(String text) {
        return switch (text.length()) {
            case 15 -> isRegion(text) && OrganisationCode.isValid(text.substring(6));
            case 17 -> isTrade(text.substring(15)) && ResidentId.isValid(text.substring(0, 15));
            case 20 -> isTrade(text.substring(18)) && ResidentId.isValid(text.substring(0, 18));
            default -> false;
        };
    }

    static boolean hasForm(String text) {
        return text.length() == 15 && isRegion(text) && text.chars().allMatch(Character::isLetterOrDigit);
    }

    private static boolean isRegion(String text) {
        return text.chars().limit(6).allMatch(character -> character >= '0' && character <= '9')
                && Regions.isKnown(text.substring(0, 6));
    }

    private static boolean isTrade(String digits) {
        return digits.chars().allMatch(character -> character >= '0' && character <= '9');
    }
}
