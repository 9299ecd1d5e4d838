package org.shuguan.dataplane.detect;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A type that columns are recognised as: one of those delivered with the program, or one that a city added. Names,
/// words, personal information category and grade of the delivered ones are in the resource files of this package,
/// those of a city's in [CityType]. Types are equal if their words are.
public final class DataType implements Comparable<DataType> {
    /// Begins the words of a city's types.
    private static final String OF_CITY = "city:";

    // In the order in which people read them.
    private static final List<DataType> DELIVERED = new ArrayList<>();

    public static final DataType RESIDENT_ID = delivered("resident-id");
    public static final DataType CREDIT_CODE = delivered("credit-code");
    public static final DataType ORGANISATION_CODE = delivered("organisation-code");
    public static final DataType BANK_CARD = delivered("bank-card");
    public static final DataType MOBILE = delivered("mobile");
    public static final DataType PHONE = delivered("phone");
    public static final DataType PASSPORT = delivered("passport");
    public static final DataType PERMIT = delivered("permit");
    public static final DataType PLATE = delivered("plate");
    public static final DataType VIN = delivered("vin");
    public static final DataType IMEI = delivered("imei");
    public static final DataType REGION = delivered("region");
    public static final DataType POSTCODE = delivered("postcode");
    public static final DataType SEX = delivered("sex");
    public static final DataType MARRIAGE = delivered("marriage");
    public static final DataType NATIONALITY = delivered("nationality");
    public static final DataType EDUCATION = delivered("education");
    public static final DataType POLITICS = delivered("politics");
    public static final DataType PERSON_NAME = delivered("person-name");
    public static final DataType ADDRESS = delivered("address");
    public static final DataType ORGANISATION_NAME = delivered("organisation-name");
    public static final DataType CASE_NUMBER = delivered("case-number");
    public static final DataType EMAIL = delivered("email");
    public static final DataType URL = delivered("url");
    public static final DataType IP_ADDRESS = delivered("ip-address");
    public static final DataType MAC_ADDRESS = delivered("mac-address");
    public static final DataType COORDINATE = delivered("coordinate");
    public static final DataType BIRTH_DATE = delivered("birth-date");
    public static final DataType HEALTH = delivered("health");
    public static final DataType INCOME = delivered("income");
    public static final DataType CREDENTIAL = delivered("credential");
    public static final DataType RESIDENCE_PERMIT = delivered("residence-permit");
    public static final DataType TAXPAYER_NUMBER = delivered("taxpayer-number");
    public static final DataType RELIGION = delivered("religion");
    public static final DataType COUNTRY = delivered("country");
    public static final DataType INDUSTRY = delivered("industry");
    public static final DataType BLOOD_TYPE = delivered("blood-type");
    public static final DataType VITAL_SIGN = delivered("vital-sign");
    public static final DataType NATIVE_PLACE = delivered("native-place");
    public static final DataType WORK_NUMBER = delivered("work-number");
    public static final DataType SALUTATION = delivered("salutation");
    public static final DataType SOCIAL_ACCOUNT = delivered("social-account");
    public static final DataType CRIME = delivered("crime");
    public static final DataType CREDIT_HISTORY = delivered("credit-history");
    public static final DataType IDENTITY_IMAGE = delivered("identity-image");
    public static final DataType SIGNATURE = delivered("signature");
    public static final DataType BIOMETRIC = delivered("biometric");
    public static final DataType PERSONAL_TEXT = delivered("personal-text");

    private static final Map<String, DataType> BY_WORD =
            DELIVERED.stream().collect(Collectors.toMap(DataType::word, Function.identity()));

    private final String word;
    private final int place;

    private DataType(String word, int place) {
        this.word = word;
        this.place = place;
    }

    private static DataType delivered(String word) {
        DataType type = new DataType(word, DELIVERED.size());
        DELIVERED.add(type);
        return type;
    }

    /// The types that are delivered with the program.
    public static List<DataType> delivered() {
        return List.copyOf(DELIVERED);
    }

    /// The type that a city calls so.
    public static DataType ofCity(String name) {
        return new DataType(OF_CITY + name, Integer.MAX_VALUE);
    }

    /// The type with this word, as stored and sent.
    ///
    /// @throws IllegalArgumentException if it is no word of a type
    @JsonCreator
    public static DataType of(String word) {
        return find(word).orElseThrow(() -> new IllegalArgumentException("no type has the word " + word));
    }

    /// The type with this word, empty if it is no word of a type. Each word of a city's type is found, whether the
    /// city still has the type or not: results keep it.
    public static Optional<DataType> find(String word) {
        return word.startsWith(OF_CITY)
                ? Optional.of(ofCity(word.substring(OF_CITY.length())))
                : Optional.ofNullable(BY_WORD.get(word));
    }

    /// The type as it is stored and sent.
    @JsonValue
    public String word() {
        return word;
    }

    /// The name that the city gave it; null for a delivered type, whose names are in [CensusTexts].
    public @Nullable String cityName() {
        return word.startsWith(OF_CITY) ? word.substring(OF_CITY.length()) : null;
    }

    @Override
    public int compareTo(DataType other) {
        return place == other.place ? word.compareTo(other.word) : Integer.compare(place, other.place);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DataType type && word.equals(type.word);
    }

    @Override
    public int hashCode() {
        return word.hashCode();
    }

    @Override
    public String toString() {
        return word;
    }
}
