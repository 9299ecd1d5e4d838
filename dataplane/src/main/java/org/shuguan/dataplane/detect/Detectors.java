package org.shuguan.dataplane.detect;

import static org.shuguan.dataplane.detect.Detector.Strength.CHECKSUM;
import static org.shuguan.dataplane.detect.Detector.Strength.FINDINGS;
import static org.shuguan.dataplane.detect.Detector.Strength.FORM;
import static org.shuguan.dataplane.detect.Detector.Strength.HINT;
import static org.shuguan.dataplane.detect.Detector.Strength.LIST;
import static org.shuguan.dataplane.detect.Detector.Strength.NONE;
import static org.shuguan.dataplane.detect.Detector.Strength.SURNAMES;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All detectors: how values of each type look. The usual names of columns are in `vocabulary.yaml`.
final class Detectors {
    private static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    private static final Pattern PLATE = Pattern.compile("[" + PROVINCES + "][A-HJ-NP-Z]"
            + "([A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]|[A-HJK][A-HJ-NP-Z0-9]\\d{4}|\\d{5}[A-HJK])");
    private static final Pattern LARGE_PART = Pattern.compile("[1-9]\\d\\d|:");
    private static final Pattern REGION = Pattern.compile("\\d{6}(\\d{3}|\\d{6})?");
    private static final Pattern LINK = Pattern.compile(
            "[\\[\"']*+(?:(?:https?|ftps?|file|wss?|jdbc:\\w+|rtmp|data|redis):"
                    + "|www\\.|[/\\\\#][\\w/*{]|\\.{0,2}/|[\\w%.-]++/[\\w%.-]|[\\w%-]++(?:\\.[\\w%-]++)*+\\.[A-Za-z]{2,5}(?:$|[:/\"',?]))");
    private static final Pattern DAY = Pattern.compile("\\d{1,4}[-/.]\\d{1,2}[-/.]\\d");
    private static final Pattern SEPARATORS = Pattern.compile("[ ·.-]");

    /// The detectors of each type; each type has one at least.
    static final Map<DataType, List<Detector>> BY_TYPE = Stream.of(
                    numbers(), lists(), people(), things(), plainNumbers(), ofNamedColumns())
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(Detector::type, TreeMap::new, Collectors.toList()));

    private Detectors() {}

    private static List<Detector> numbers() {
        return List.of(
                number(DataType.RESIDENT_ID, ResidentId::isValid, ResidentId::hasForm, CHECKSUM),
                number(DataType.RESIDENCE_PERMIT, ResidencePermit::isValid, ResidencePermit::hasForm, CHECKSUM),
                number(DataType.CREDIT_CODE, CreditCode::isValid, CreditCode::hasForm, CHECKSUM),
                number(DataType.TAXPAYER_NUMBER, TaxpayerNumber::isValid, TaxpayerNumber::hasForm, CHECKSUM),
                number(DataType.ORGANISATION_CODE, OrganisationCode::isValid, form("[0-9A-Z]{8}[0-9X]"), HINT),
                number(DataType.BANK_CARD, Checksums::isBankCard, form("\\d{13,19}"), CHECKSUM),
                number(DataType.VIN, Checksums::isVin, form("[A-HJ-NPR-Z0-9]{17}"), CHECKSUM),
                number(DataType.IMEI, Checksums::isImei, form("\\d{15}"), HINT),
                number(DataType.MOBILE, form("(?:\\+?86[- ]?)?1[3-9]\\d{9}"), FORM)
                        .withColumnCheck(Detectors::areOfManyNetworks),
                // They have no check digit: only the column's name distinguishes them from other codes.
                number(DataType.PASSPORT, form("E[A-HJ-NP-Z0-9]\\d{7}|G\\d{8}|[DSP]E?\\d{7,8}"), NONE),
                number(DataType.PERMIT, form("[HM]\\d{8}(\\d{2})?|C[A-Z0-9]\\d{7}|L\\d{8}|\\d{8}"), NONE));
    }

    private static List<Detector> lists() {
        return List.of(
                list(DataType.SEX, CodeList.of("sex.txt")::contains),
                list(DataType.MARRIAGE, CodeList.of("marriage.txt")::contains),
                list(DataType.NATIONALITY, CodeList.of("nationality.txt")::contains),
                list(DataType.EDUCATION, CodeList.of("education.txt")::contains),
                list(DataType.POLITICS, CodeList.of("politics.txt")::contains),
                list(DataType.RELIGION, CodeList.of("religion.txt")::contains),
                list(DataType.BLOOD_TYPE, CodeList.of("blood-type.txt")::contains),
                list(DataType.COUNTRY, Country::contains),
                list(DataType.INDUSTRY, Industry::isName),
                text(DataType.INDUSTRY, Industry::isCode, Industry::hasForm, FORM),
                text(
                        DataType.REGION,
                        code -> REGION.matcher(code).matches() && Regions.isCurrent(code.substring(0, 6)),
                        form("\\d{6}(\\d{6})?"),
                        FORM),
                // The names of many places are those of other things too.
                text(DataType.REGION, Regions::isName, NONE));
    }

    private static List<Detector> people() {
        return List.of(
                text(DataType.PERSON_NAME, PersonName::hasForm, form("\\p{IsHan}{2,4}([·•.]\\p{IsHan}{1,10})*"), HINT)
                        .withUnnamedCheck(PersonName::isUnambiguous),
                // Given names of rare characters: the surnames of all values together tell names from goods and places.
                text(DataType.PERSON_NAME, PersonName::hasForm, SURNAMES).withColumnCheck(PersonName::areOfManyPeople),
                // Names in Latin letters count only if the column's name says so.
                text(
                                DataType.PERSON_NAME,
                                form("\\p{IsLatin}[\\p{IsLatin}'’.-]*([ ,·]{1,2}\\p{IsLatin}[\\p{IsLatin}'’.-]*){0,4}"),
                                NONE)
                        .ofPlainNames(),
                text(DataType.ADDRESS, Address::hasForm, Address::mayBe, FORM).withUnnamedCheck(Address::isUnambiguous),
                // Addresses in Latin letters: words and a number, in any order.
                text(
                                DataType.ADDRESS,
                                form("(?=.*\\d)(?=.*\\p{IsLatin})(?=\\S+ )[\\p{IsLatin}\\d ,.'’#/ºª°()-]{6,200}"),
                                NONE)
                        .ofPlainNames(),
                text(
                        DataType.BIRTH_DATE,
                        form("(1[89]|20)\\d{2}([-/.年]?(0?[1-9]|1[0-2])([-/.月]?(0?[1-9]|[12]\\d|3[01])日?)?月?"
                                + "([ T]\\d{2}:\\d{2}(:\\d{2}(\\.0+)?)?)?|年)?"),
                        NONE),
                text(
                        DataType.HEALTH,
                        form("(?s).*([病炎癌瘤症伤痛疾]|过敏|骨折|障碍|感染|高血压|血糖|血脂|结节|囊肿|妊娠|残疾).*" + "|[A-Z]\\d{2}(\\.\\w{1,4})?"),
                        // Words, but not a date or the path of an image.
                        form("(?s)(?!\\d{4}[-/.年])(?!.*[/\\\\]\\S*\\.)(?=.*[\\p{IsHan}A-Za-z]).+"),
                        NONE),
                // Words for diseases and injuries, where the table is about people.
                text(
                        DataType.HEALTH,
                        form(
                                "[^。]{0,20}(病|炎|癌|瘤|症|结核|感染|骨折|骨裂|高血压|糖尿|白血|结石|梗死|出血|溃疡|衰竭|抑郁|肝硬化|哮喘|贫血|乙肝|肺气肿|甲亢|痛风|障碍|内障|术后|流产|妊娠|减退|突出|增生|狼疮|依赖|畸形|综合征|心梗|脑梗|损伤|积水|囊肿|结节|息肉|缺损|紊乱|麻痹|过敏|病变)[^。]{0,10}"),
                        FINDINGS),
                text(DataType.INCOME, form("-?[\\d,]+(\\.\\d+)?"), NONE),
                text(
                        DataType.CREDENTIAL,
                        // Not the date of its last change, nor whether one exists.
                        form("(?!\\d{4}-\\d{2}-\\d{2}|true$|false$)[\\x21-\\x7E]{4,}"),
                        NONE));
    }

    private static List<Detector> things() {
        return List.of(
                text(
                        DataType.PLATE,
                        plate -> PLATE.matcher(
                                        SEPARATORS.matcher(plate).replaceAll("").toUpperCase(java.util.Locale.ROOT))
                                .matches(),
                        FORM),
                text(
                        DataType.ORGANISATION_NAME,
                        form("[\\p{IsHan}（）()A-Za-z0-9·]{3,50}(公司|厂|店|局|院|校|大学|中学|小学|中心|协会|学会|商会|联合会|合作社|所|委员会|委员"
                                + "|集团|银行|部|站|馆|园|基金会|商行|经营部|政府|办公室|工作室|超市|农场|药房|分行|支行|信用社|支队|大队)"),
                        // Words of any language, but no number and no date.
                        form(
                                "(?!.*\\d{4}-\\d{2}-\\d{2}).{0,60}\\p{IsHan}.{0,60}\\p{IsHan}.{0,60}|\\p{Lu}[\\p{L}\\d&.,'’ -]{2,100}"),
                        FORM),
                text(DataType.CASE_NUMBER, form(".*[〔(（\\[]\\d{4}[〕)）\\]].*号"), FORM),
                // Alone, or several in a list: ["a@example.cn"].
                text(
                        DataType.EMAIL,
                        form("[\\[\"]*+[A-Za-z0-9._%+-]++@[A-Za-z0-9-]++(\\.[A-Za-z0-9-]++)++[\\]\",; ].*"
                                + "|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+"),
                        FORM),
                text(DataType.URL, Detectors::isLink, FORM)
                        .withUnnamedCheck(form("(?:https?|ftp)://\\S+|www\\.\\S+\\.\\S+")),
                text(
                                DataType.IP_ADDRESS,
                                form("((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)"
                                        + "|(?=[^:]*(:[^:]+)*::|([^:]*:){7})[0-9A-Fa-f:]{3,39}"),
                                FORM)
                        .withColumnCheck(Detectors::areMoreThanVersions),
                text(DataType.MAC_ADDRESS, form("([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}"), FORM),
                // A dialling code, separated by a hyphen or in brackets.
                text(DataType.PHONE, form("0\\d{2,3}-\\d{7,8}([-转]\\d{1,6})?|[(（]0\\d{2,3}[)）]\\d{7,8}"), FORM));
    }

    /// Numbers that are recognised only if the column's name says so.
    private static List<Detector> plainNumbers() {
        return List.of(
                text(
                        DataType.PHONE,
                        // The last alternative is a foreign number with its international prefix.
                        form("0\\d{2,3}[- ]?\\d{7,8}(-\\d+)?|[2-8]\\d{6,7}(-\\d+)?|(\\+|00)[1-9][\\d() .-]{6,20}"),
                        NONE),
                text(DataType.POSTCODE, form("\\d{6}"), NONE),
                text(
                        DataType.COORDINATE,
                        form("-?(1[0-7]\\d|\\d{1,2}|180)\\.\\d{3,}([,， ]+-?\\d{1,3}\\.\\d{3,})?"),
                        NONE));
    }

    /// Types whose values have no form by which they could be told from others: their column's name states them.
    private static List<Detector> ofNamedColumns() {
        Predicate<String> words = form("(?s)(?=.*\\p{L}).{1,2000}");
        Predicate<String> code = form("[A-Za-z0-9_.@/-]{2,64}");
        return List.of(
                text(DataType.VITAL_SIGN, form("\\d{1,3}(\\.\\d+)?([/／]\\d{1,3})?\\D{0,6}"), NONE),
                text(DataType.NATIVE_PLACE, words, form("\\d{6}|\\p{IsHan}.*"), NONE),
                text(DataType.WORK_NUMBER, code, NONE),
                text(DataType.SALUTATION, form("\\p{IsHan}{1,8}|\\d{1,2}|[A-Za-z. ]{1,20}"), NONE),
                text(DataType.SOCIAL_ACCOUNT, form("\\S{4,64}"), NONE),
                text(DataType.CRIME, form("(?s).{1,2000}"), NONE),
                text(DataType.CREDIT_HISTORY, form("(?s).{1,2000}"), NONE),
                text(DataType.IDENTITY_IMAGE, Detectors::isLink, form("\\S{4,}"), NONE),
                text(DataType.SIGNATURE, Detectors::isLink, form("(?s).{2,}"), NONE),
                text(DataType.BIOMETRIC, form("(?s)\\S.{3,}"), NONE),
                new Detector(
                        DataType.PERSONAL_TEXT,
                        PersonalText::isAboutPeople,
                        PersonalText::isAboutPeople,
                        Detector.Strength.TEXT,
                        false),
                // 3床 张三: short, but each with a name.
                text(DataType.PERSONAL_TEXT, PersonalText::hasName, HINT)
                        .withColumnCheck(PersonalText::areOfManyPeople));
    }

    /// Recognises a type of a city.
    static Detector ofCity(CityType city) {
        return text(city.type(), city.check(), city.byValues() ? FORM : NONE);
    }

    /// Whether the value is an address on the web, the path of a file or page, or a list of such.
    private static boolean isLink(String value) {
        return LINK.matcher(value).lookingAt() && !DAY.matcher(value).lookingAt();
    }

    /// Serial numbers of eleven digits share their first digits, mobile numbers come from many networks.
    private static boolean areOfManyNetworks(List<String> numbers) {
        return numbers.size() < 20
                || numbers.stream()
                                .filter(number -> number.length() >= 11)
                                .map(number -> number.substring(number.length() - 11, number.length() - 8))
                                .distinct()
                                .limit(4)
                                .count()
                        == 4;
    }

    /// 1.8.7.26 is a version number: IP addresses contain a part above 99.
    private static boolean areMoreThanVersions(List<String> addresses) {
        return addresses.stream()
                .anyMatch(address -> LARGE_PART.matcher(address).find());
    }

    private static Detector number(
            DataType type, Predicate<String> valid, Predicate<String> form, Detector.Strength strength) {
        return new Detector(type, valid, form, strength, true);
    }

    private static Detector number(DataType type, Predicate<String> form, Detector.Strength strength) {
        return number(type, form, form, strength);
    }

    private static Detector text(
            DataType type, Predicate<String> valid, Predicate<String> form, Detector.Strength strength) {
        return new Detector(type, valid, form, strength, false);
    }

    private static Detector text(DataType type, Predicate<String> form, Detector.Strength strength) {
        return text(type, form, form, strength);
    }

    private static Detector list(DataType type, Predicate<String> contains) {
        return text(type, contains, contains, LIST);
    }

    private static Predicate<String> form(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }
}
