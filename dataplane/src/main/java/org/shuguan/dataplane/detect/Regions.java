package org.shuguan.dataplane.detect;

import java.util.HashSet;
import java.util.Set;

/// Codes of the administrative divisions GB/T 2260, with abolished ones: they live on in identity numbers.
final class Regions {
    private static final Set<String> CODES = new HashSet<>();
    private static final Set<String> CITIES = new HashSet<>();
    private static final Set<String> PROVINCES = Set.of(
            "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
            "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83");

    static {
        for (String line : Lists.lines("regions.txt")) {
            String code = line.substring(0, 6);
            CODES.add(code);
            CITIES.add(code.substring(0, 4));
        }
    }

    private Regions() {}

    /// Whether an identity number may begin with it: listed today, or once, or of a city that is.
    static boolean known(String code) {
        return CODES.contains(code) || CITIES.contains(code.substring(0, 4)) || isResidence(code) || isFormer(code);
    }

    /// Whether it is in today's list, of a county, a city or a province.
    static boolean current(String code) {
        return CODES.contains(code)
                || (code.endsWith("00") && CITIES.contains(code.substring(0, 4)))
                || (code.endsWith("0000") && PROVINCES.contains(code.substring(0, 2)));
    }

    /// Hong Kong, Macao and Taiwan residence permits.
    private static boolean isResidence(String code) {
        return code.equals("810000") || code.equals("820000") || code.equals("830000");
    }

    /// Prefectures (地区) had numbers from 21 on and became cities later: 4428xx was Zhaoqing's.
    private static boolean isFormer(String code) {
        int city = Integer.parseInt(code.substring(2, 4));
        return PROVINCES.contains(code.substring(0, 2)) && city >= 1 && city <= 90;
    }
}
