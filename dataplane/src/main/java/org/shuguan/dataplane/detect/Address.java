package org.shuguan.dataplane.detect;

import java.util.List;

/// Recognises postal addresses: an area first, a detail after it. No regular expression: those that describe it
/// take cubic time on long texts.
final class Address {
    private static final int SHORTEST = 6;
    private static final List<String> AREAS = List.of("省", "市", "区", "县", "镇", "乡", "街", "村", "路", "巷", "大道", "里");
    private static final List<String> PLACES =
            List.of("小区", "花园", "大厦", "广场", "公寓", "学校", "医院", "中心", "园区", "家园", "商城", "新城", "苑", "府", "湾");
    private static final String LEVELS = "省市区县州旗镇乡村";
    private static final String DETAILS = "号栋室楼单元村组座房院里屯社0123456789";

    private Address() {}

    /// Whether the text is an address even without a matching column name: it must end with a house or room.
    /// 2号标段 (a construction section of a road) is not an address.
    static boolean isUnambiguous(String text) {
        return hasForm(text) && !isNested(text) && DETAILS.indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    /// Whether a column that is called address may hold it: words that name an area, a place or a number.
    static boolean mayBe(String text) {
        return text.length() >= 4
                && isHan(text.charAt(0))
                && text.indexOf('。') < 0
                && (AREAS.stream().anyMatch(text::contains)
                        || text.chars().anyMatch(sign -> DETAILS.indexOf(sign) >= 0)
                        || PLACES.stream().anyMatch(text::contains));
    }

    /// Several areas one in another, without a street: 某省某市某区.
    private static boolean isNested(String text) {
        int areas = 0;
        int from = 2;
        for (int i = 2; i < text.length(); i++) {
            if (LEVELS.indexOf(text.charAt(i)) >= 0 && i - from >= 0) {
                areas++;
                from = i + 3;
            }
        }
        return areas >= 2 && LEVELS.indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    static boolean hasForm(String text) {
        if (text.length() >= SHORTEST && isHan(text.charAt(0)) && isNested(text)) {
            return true;
        }
        int area = Integer.MAX_VALUE;
        for (String word : AREAS) {
            int at = text.indexOf(word);
            // An address has at least two characters before 市 or 路.
            area = at >= 2 ? Math.min(area, at) : area;
        }
        if (text.length() < SHORTEST
                || area == Integer.MAX_VALUE
                || !isHan(text.charAt(0))
                || text.indexOf('。') >= 0
                || text.endsWith("公司")) {
            return false;
        }
        for (int i = area + 2; i < text.length(); i++) {
            if (DETAILS.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHan(char character) {
        return Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN;
    }
}
