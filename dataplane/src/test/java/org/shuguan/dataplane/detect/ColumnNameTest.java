package org.shuguan.dataplane.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What names and comments say of a column: its last word decides.
class ColumnNameTest {
    @ParameterizedTest
    @CsvSource({
        "sfzh, , sfzh, true",
        "cz_sfzh, , sfzh, true",
        "fddbrsfzh, , sfzh, true",
        "sfzhdm, , sfzh, true",
        "idCard, , idcard, false",
        "ID_CARD_NO, , idcardno, false",
        "customeridcard, , , false",
        "customeridcardno, , idcardno, false",
        "f7, 身份证, 身份证, false",
        "f7, 身份证号（18位）, 身份证号, false",
        "f7, 户主身份证号码, 身份证, false",
        "身份证号, , 身份证号, false",
        "身份证号*, , 身份证号, false",
        "*身份证号, , 身份证号, false",
        "成员身份证号_member_idno, , 身份证号, false",
        "cz_身份证号, , 身份证号, false",
        "身份证号_有效期, , , false",
        "sfzh2, , sfzh, true",
        "sfzh_yxq, , , false",
        "f7, 身份证有效期, , false",
        "f7, 身份证有效期sfzh, , false",
        "idcards, , , false",
        "f7, , , false",
        ", , , false"
    })
    void theLastWordOfANameDecides(String name, @Nullable String comment, @Nullable String word, boolean initials) {
        assertThat(found(DataType.RESIDENT_ID, name == null ? "" : name, comment, false))
                .isEqualTo(word == null ? null : new ColumnName.Word(word, initials));
    }

    /// Where the values are evidence enough, the word may stand anywhere.
    @ParameterizedTest
    @CsvSource({"f7, 身份证有效期, 身份证", "sfzh_yxq, , sfzh", "idcard_valid_until, , idcard"})
    void theWordMayStandAnywhereWhereTheValuesAreEvidence(String name, @Nullable String comment, String word) {
        assertThat(found(DataType.RESIDENT_ID, name, comment, false)).isNull();
        assertThat(found(DataType.RESIDENT_ID, name, comment, true))
                .isNotNull()
                .extracting(ColumnName.Word::text)
                .isEqualTo(word);
    }

    /// A comment that explains the column leaves no room for short abbreviations.
    @Test
    void aShortAbbreviationCountsOnlyWhereNoCommentSaysOtherwise() {
        assertThat(found(DataType.PERSON_NAME, "xm", null, false)).isEqualTo(new ColumnName.Word("xm", true));
        assertThat(found(DataType.PERSON_NAME, "xm", "name", false)).isEqualTo(new ColumnName.Word("xm", true));
        assertThat(found(DataType.PERSON_NAME, "xm", "项目", false)).isNull();
        assertThat(found(DataType.PERSON_NAME, "fddbr", "代表", false)).isEqualTo(new ColumnName.Word("fddbr", true));
        assertThat(found(DataType.PERSON_NAME, "qyxm", null, false)).isNull();
    }

    /// Words with `=` are the whole name or none.
    @Test
    void someWordsAreTheWholeNameOrNone() {
        assertThat(found(DataType.INCOME, "f", "收入", false)).isEqualTo(new ColumnName.Word("=收入", false));
        assertThat(found(DataType.INCOME, "f", "营业收入", false)).isNull();
        assertThat(found(DataType.INCOME, "income", null, false)).isEqualTo(new ColumnName.Word("income", false));
        assertThat(found(DataType.INCOME, "business_income", null, false)).isNull();
        assertThat(found(DataType.INCOME, "salary", null, false)).isEqualTo(new ColumnName.Word("salary", false));
    }

    @ParameterizedTest
    @CsvSource({
        "f, 手机号码, true", "f, 手机号码(必填), true", "f, 手机号：本人, true", "f, 手机1, true", "f, 联系手机, true",
        "phone_no, , true", "phoneno, , true", "phoneNumber2, , true", "PHONE, , true", "phone_type, , false",
        "mobile_value_text, , true", "f, 是否有手机的情况, false", "f, 手机情况, true"
    })
    void additionsAreCutOff(String name, @Nullable String comment, boolean mobile) {
        assertThat(found(DataType.MOBILE, name, comment, false) != null).isEqualTo(mobile);
    }

    /// Seven letters of a word and four of an abbreviation are no chance.
    @Test
    void aLongWordAtTheEndOfOtherLettersIsNoChance() {
        assertThat(found(DataType.MOBILE, "xxphoneno", null, false)).isEqualTo(new ColumnName.Word("phoneno", false));
        assertThat(found(DataType.RESIDENT_ID, "sfzh", "代表", false)).isEqualTo(new ColumnName.Word("sfzh", true));
    }

    @Test
    void aShortWordAtTheEndOfOtherLettersIsChance() {
        assertThat(found(DataType.NATIONALITY, "destination", null, false)).isNull();
        assertThat(found(DataType.NATIONALITY, "nation", null, false)).isNotNull();
        assertThat(found(DataType.NATIONALITY, "workethnicity", null, false))
                .isEqualTo(new ColumnName.Word("ethnicity", false));
        assertThat(found(DataType.SEX, "abxb", null, false)).isNull();
        assertThat(found(DataType.SEX, "xbdm", null, false)).isNotNull();
    }

    @Test
    void partsOfANameAreSplitAtSignsCapitalsAndDigits() {
        assertThat(ColumnName.of("home_AddrOf2ndPerson", null).words())
                .containsExactly("home", "addr", "of", "nd", "person");
        assertThat(ColumnName.of("_ID_", null).words()).containsExactly("id");
        assertThat(ColumnName.of("地址addr", "住址").heads()).containsExactly("住址", "地址addr");
        assertThat(ColumnName.of("x", "地址").explained()).isTrue();
        assertThat(ColumnName.of("地址", "address").explained()).isFalse();
        assertThat(ColumnName.of("地址", null).explained()).isFalse();
        assertThat(ColumnName.of("x", "（地址）").heads())
                .containsExactly("（地址）".replace('（', '(').replace('）', ')'));
    }

    private static ColumnName.@Nullable Word found(
            DataType type, String name, @Nullable String comment, boolean anywhere) {
        return ColumnName.of(name, comment).find(NameWords.of(type.word()), anywhere);
    }
}
