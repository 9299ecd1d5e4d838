package org.shuguan.dataplane.detect;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// The types that are recognised. Names, words, personal information category and grade of each are in the
/// resource files of this package.
public enum DataType {
    RESIDENT_ID,
    CREDIT_CODE,
    ORGANISATION_CODE,
    BANK_CARD,
    MOBILE,
    PHONE,
    PASSPORT,
    PERMIT,
    PLATE,
    VIN,
    IMEI,
    REGION,
    POSTCODE,
    SEX,
    MARRIAGE,
    NATIONALITY,
    EDUCATION,
    POLITICS,
    PERSON_NAME,
    ADDRESS,
    ORGANISATION_NAME,
    CASE_NUMBER,
    EMAIL,
    URL,
    IP_ADDRESS,
    MAC_ADDRESS,
    COORDINATE,
    BIRTH_DATE,
    HEALTH,
    INCOME,
    CREDENTIAL,
    RESIDENCE_PERMIT,
    TAXPAYER_NUMBER,
    RELIGION,
    COUNTRY,
    INDUSTRY,
    BLOOD_TYPE,
    VITAL_SIGN,
    NATIVE_PLACE,
    WORK_NUMBER,
    SALUTATION,
    SOCIAL_ACCOUNT,
    CRIME,
    CREDIT_HISTORY,
    IDENTITY_IMAGE,
    SIGNATURE,
    BIOMETRIC,
    PERSONAL_TEXT;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
