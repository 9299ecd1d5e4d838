package org.shuguan.dataplane.detect;

import static org.shuguan.dataplane.detect.Detector.Strength.CHECKSUM;
import static org.shuguan.dataplane.detect.Detector.Strength.FORM;
import static org.shuguan.dataplane.detect.Detector.Strength.HINT;
import static org.shuguan.dataplane.detect.Detector.Strength.LIST;
import static org.shuguan.dataplane.detect.Detector.Strength.NONE;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// All types that are looked for. A word pattern is matched against the column's comment and its name; names are cut
/// at `_`, so that `(sfzh)` finds `cz_sfzh` and not `xsfzhx`.
final class Detectors {
    private static final int SPEAKS_FOR_ITSELF = 4;

    static final List<Detector> ALL = List.of(
            new Detector(
                    DataType.RESIDENT_ID,
                    ResidentId::isValid,
                    ResidentId::hasForm,
                    CHECKSUM,
                    words("身份证|身份号码|证件号|公民身份", "sfzh|sfzhm|sfz|gmsfhm|gmsfzh|zjhm|idcard|idno|idnumber|certno|idnum")),
            new Detector(
                    DataType.CREDIT_CODE,
                    CreditCode::isValid,
                    CreditCode::hasForm,
                    CHECKSUM,
                    words("社会信用代码|信用代码", "tyshxydm|xydm|shxydm|uscc|usci|creditcode|socialcreditcode")),
            new Detector(
                    DataType.ORGANISATION_CODE,
                    OrganisationCode::isValid,
                    form("[0-9A-Z]{8}-?[0-9X]"),
                    HINT,
                    words("组织机构代码", "zzjgdm|jgdm|orgcode")),
            new Detector(
                    DataType.BANK_CARD,
                    Checksums::isBankCard,
                    form("\\d{13,19}"),
                    CHECKSUM,
                    words("银行卡|银行账号|银行帐号", "yhkh|yhzh|bankcard|bankaccount")),
            new Detector(
                    // A hospital and a library have cards as well: there the check digit decides.
                    DataType.BANK_CARD,
                    Checksums::isBankCard,
                    Checksums::isBankCard,
                    CHECKSUM,
                    words("卡号|账号", "kh|cardno|accountno")),
            strict(
                    DataType.MOBILE,
                    "(?:\\+?86[- ]?)?1[3-9]\\d{9}",
                    FORM,
                    words("手机|移动电话|联系电话|联系方式", "sjh|sjhm|lxdh|sj|mobile|phone|cellphone|tel|yddh")),
            strict(
                    DataType.PHONE,
                    // The last is a foreign number, as it is dialled from here.
                    "0\\d{2,3}[- ]?\\d{7,8}(-\\d+)?|[2-8]\\d{6,7}|(\\+|00)[1-9][\\d() .-]{6,20}",
                    NONE,
                    words("电话|座机|传真", "dh|gddh|lxdh|tel|telephone|phone|fax")),
            strict(
                    DataType.PASSPORT,
                    "E[A-HJ-NP-Z0-9]\\d{7}|G\\d{8}|[DSP]E?\\d{7,8}",
                    HINT,
                    words("护照", "hzh|hzhm|passport|passportno")),
            strict(
                    DataType.PERMIT,
                    "[HM]\\d{8}(\\d{2})?|C[A-Z0-9]\\d{7}|L\\d{8}",
                    NONE,
                    words("通行证|回乡证", "txzh|permit|permitno")),
            strict(
                    DataType.PLATE,
                    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z]"
                            + "([A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]|[A-HJK][A-HJ-NP-Z0-9]\\d{4}|\\d{5}[A-HJK])",
                    FORM,
                    words("车牌|号牌", "cph|cphm|hphm|plate|plateno|platenumber")),
            new Detector(
                    DataType.VIN,
                    Checksums::isVin,
                    form("[A-HJ-NPR-Z0-9]{17}"),
                    CHECKSUM,
                    words("车架号|车辆识别", "cjh|clsbdh|vin")),
            new Detector(DataType.IMEI, Checksums::isImei, form("\\d{15}"), HINT, words("设备号", "imei")),
            new Detector(
                    DataType.REGION,
                    text -> text.matches("\\d{6}(\\d{6})?") && Regions.current(text.substring(0, 6)),
                    form("\\d{6}(\\d{6})?"),
                    FORM,
                    words("行政区划|区划代码|地区代码", "xzqh|xzqhdm|qhdm|dqdm|region|regioncode|areacode|adcode|division")),
            strict(DataType.POSTCODE, "\\d{6}", NONE, words("邮政编码|邮编", "yzbm|yb|postcode|zip|zipcode|postalcode")),
            list(DataType.SEX, "sex.txt", words("性别", "xb|xbdm|xbm|sex|gender")),
            list(DataType.MARRIAGE, "marriage.txt", words("婚姻", "hyzk|hyzkdm|marriage|marital|maritalstatus")),
            list(DataType.NATIONALITY, "nationality.txt", words("民族", "mz|mzdm|nation|nationality|ethnic|ethnicity")),
            list(DataType.EDUCATION, "education.txt", words("学历|文化程度|学位", "xl|xldm|whcd|education|degree|edulevel")),
            list(DataType.POLITICS, "politics.txt", words("政治面貌", "zzmm|zzmmdm|politics|politicalstatus")),
            new Detector(
                    DataType.PERSON_NAME,
                    PersonName::fits,
                    form("\\p{IsHan}{2,4}([·•.]\\p{IsHan}{1,10})*"),
                    HINT,
                    words(
                            "姓名|人名(?!称)|联系人(?!电话|手机|方式|地址)|户主|法定代表人|法人代表|负责人|经办人|权利人|所有人",
                            "xm|lxr|hz|fddbr|frdb|qlr|syr|realname|fullname|personname|contactname")),
            strict(
                    // Of a foreigner; it means nothing but where the column says so.
                    DataType.PERSON_NAME,
                    "\\p{IsLatin}[\\p{IsLatin}'’.-]*([ ,·]{1,2}\\p{IsLatin}[\\p{IsLatin}'’.-]*){0,4}",
                    NONE,
                    words("姓名", "xm|fullname|personname|contactname|firstname|lastname|givenname|familyname|surname")),
            new Detector(
                    DataType.ADDRESS,
                    Address::fits,
                    Address::fits,
                    FORM,
                    words("地址|住址|坐落|住所|户籍地|居住地", "dz|zz|jzdz|hjdz|lxdz|txdz|zl|address|addr|residence")),
            strict(
                    // Abroad: words and a number, in any order.
                    DataType.ADDRESS,
                    "(?=.*\\d)(?=.*\\p{IsLatin})(?=\\S+ )[\\p{IsLatin}\\d ,.'’#/ºª°()-]{6,200}",
                    NONE,
                    words("地址|住址", "address|addr|residence")),
            strict(
                    DataType.ORGANISATION_NAME,
                    "[\\p{IsHan}（）()A-Za-z0-9·]{3,50}(公司|厂|店|局|院|校|学|中心|协会|合作社|所|委员会|集团|银行|部|站|馆|园|基金会|商行|经营部)",
                    FORM,
                    words(
                            "单位名称|企业名称|机构名称|公司|用人单位|纳税人名称|学校",
                            "dwmc|qymc|jgmc|gsmc|nsrmc|xxmc|company|companyname|orgname|enterprise")),
            strict(DataType.CASE_NUMBER, ".*[〔(（\\[]\\d{4}[〕)）\\]].*号", FORM, words("案号|文号|字号", "ah|wh|caseno")),
            strict(
                    DataType.EMAIL,
                    "[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+",
                    FORM,
                    words("邮箱|电子邮件", "yx|dzyx|email|mail")),
            strict(DataType.URL, "https?://\\S+", FORM, words("网址|链接", "wz|url|link|website")),
            strict(
                    DataType.IP_ADDRESS,
                    "((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)|(?=[^:]*(:[^:]+)*::|([^:]*:){7})[0-9A-Fa-f:]{3,39}",
                    FORM,
                    words("(?<![a-z])IP(?![a-z])", "ip|ipaddr|ipaddress|clientip")),
            strict(
                    DataType.MAC_ADDRESS,
                    "([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}",
                    FORM,
                    words("(?<![a-z])MAC(?![a-z])|物理地址", "mac|macaddr|macaddress")),
            strict(
                    DataType.COORDINATE,
                    "-?(1[0-7]\\d|\\d{1,2}|180)\\.\\d{3,}",
                    NONE,
                    words("经度|纬度|坐标", "jd|wd|lng|lon|lat|longitude|latitude")),
            strict(
                    DataType.BIRTH_DATE,
                    "(1[89]|20)\\d{2}[-/.年]?(0?[1-9]|1[0-2])[-/.月]?(0?[1-9]|[12]\\d|3[01])日?( 00:00:00)?",
                    NONE,
                    words("出生", "csrq|csny|birth|birthday|birthdate|dob|dateofbirth")),
            strict(
                    DataType.HEALTH,
                    "(?s).+",
                    NONE,
                    words(
                            "病史|疾病|诊断|病情|病种|过敏|体检结果|残疾(?!人联)|血型",
                            "jbmc|jbzd|zdjg|cjlb|cjdj|diagnosis|disease|disability|bloodtype")),
            strict(
                    DataType.INCOME,
                    "-?[\\d,]+(\\.\\d+)?",
                    NONE,
                    words("工资|收入|缴费基数|薪|存款|账户余额|个人账户", "gz|jfjs|salary|income|wage|balance|zhye")),
            strict(
                    DataType.CREDENTIAL,
                    // Neither the day of its last change nor whether there is one.
                    "(?!\\d{4}-\\d{2}-\\d{2}|true$|false$)[\\x21-\\x7E]{4,}",
                    NONE,
                    words(
                            "密码(?!产品|应用|算法|设备|测评|机)|口令|密钥",
                            "password|passwd|pwd|passphrase|secretkey|privatekey|apikey|accesskey|token")));

    private Detectors() {}

    private static Detector strict(DataType type, String pattern, Detector.Strength strength, Pattern words) {
        Predicate<String> form = form(pattern);
        return new Detector(type, form, form, strength, words);
    }

    private static Detector list(DataType type, String file, Pattern words) {
        CodeList list = CodeList.of(file);
        return new Detector(type, list::contains, list::contains, LIST, words);
    }

    private static Predicate<String> form(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }

    private static Pattern words(String inComments, String inNames) {
        // fddbrsfzh, without any mark between: from four letters on an abbreviation may follow others.
        String whole = parts(inNames, word -> word.length() < SPEAKS_FOR_ITSELF);
        String ending = parts(inNames, word -> word.length() >= SPEAKS_FOR_ITSELF);
        return Pattern.compile(
                inComments + "|(?<![a-z])(?:" + whole + ")(?![a-z])|(?:" + ending + ")(?![a-z])",
                Pattern.CASE_INSENSITIVE);
    }

    private static String parts(String words, Predicate<String> which) {
        String chosen = Arrays.stream(words.split("\\|", -1)).filter(which).collect(Collectors.joining("|"));
        // Without any word, what never matches.
        return chosen.isEmpty() ? "(?!)" : chosen;
    }
}
