package org.shuguan.dataplane.detect;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Recognises sentences that mention people: an identity or telephone number, a person and what was found or done.
final class PersonalText {
    /// Shorter values are no sentences; their column has a type of its own.
    private static final int SHORTEST = 12;

    private static final Pattern NUMBER =
            Pattern.compile("(?<![0-9A-Za-z.])(?:(?<id>[1-9]\\d{16}[0-9Xx])|1[3-9]\\d{9})(?![0-9A-Za-z])");
    /// 患者张三, 姓名：李四, 联系人 王五, 户主陈某某.
    private static final Pattern PERSON = Pattern.compile(
            "(?:患者|病人|姓名|联系人|户主|当事人|申请人|学生|家长|业主|投诉人|举报人|被执行人|来电人|致电人|嫌疑人|死者|伤者)[：: ，,]{0,2}(\\p{IsHan}{2,4})");
    private static final Pattern FINDING =
            Pattern.compile("(?:因|患|诊断|确诊|查出|罹患|既往)[^。；;]{0,20}(?:[病炎癌瘤症]|骨折|骨裂|感染|结石|高血压|糖尿|出血|溃疡|衰竭|手术|住院)"
                    + "|(?:患者|病人|患儿|本人|其)[^。；;]{0,40}(?:诊断为|确诊|主诉|入院|因.{1,12}就诊|患有|术后|既往)");

    private static final Pattern PART = Pattern.compile("[\\s,，、;；:：()（）/|\\[\\]-]+");

    private PersonalText() {}

    /// Whether one of several parts of the text has the form of a person's name: 3床 张三.
    static boolean hasName(String text) {
        return !nameIn(text).isEmpty();
    }

    /// Whether the names in such texts are those of many people.
    static boolean areOfManyPeople(List<String> texts) {
        return PersonName.areOfManyPeople(
                texts.stream().map(PersonalText::nameIn).toList());
    }

    /// The first part that has the form of a name, empty if there is none or no other part.
    private static String nameIn(String text) {
        String[] parts = PART.split(text, 6);
        for (String part : parts) {
            if (parts.length > 1 && part.length() <= 4 && PersonName.hasForm(part)) {
                return part;
            }
        }
        return "";
    }

    /// Whether the text is a sentence, or a record in JSON or XML, in which a person occurs.
    ///
    /// @param text normalised by [NormalizedText]
    static boolean isAboutPeople(String text) {
        if (text.length() < SHORTEST) {
            return false;
        }
        Matcher number = NUMBER.matcher(text);
        while (number.find()) {
            String id = number.group("id");
            if (number.end() - number.start() < text.length() && (id == null || ResidentId.resembles(id))) {
                return true;
            }
        }
        if (FINDING.matcher(text).find()) {
            return true;
        }
        Matcher person = PERSON.matcher(text);
        while (person.find()) {
            String name = person.group(1);
            for (int length = Math.min(3, name.length()); length >= 2; length--) {
                if (PersonName.isUnambiguous(name.substring(0, length))) {
                    return true;
                }
            }
        }
        return false;
    }
}
