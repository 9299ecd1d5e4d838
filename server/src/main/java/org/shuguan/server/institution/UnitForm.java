package org.shuguan.server.institution;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;

/// A unit's names and place during a period. A renaming or a move begins a new form; the code does not change.
///
/// @param name the short name that documents use (市发改局)
/// @param fullName the name on the unit's seal, null if not known
/// @param parent the district of which it is a bureau, null for the city, its departments and its districts
/// @param act the act that began this form, null for the first
/// @param dataBureau whether the unit operates the platform for its territory; only a department does
public record UnitForm(
        UnitCode unit,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        String name,
        @Nullable String fullName,
        String nameEn,
        Unit.Kind kind,
        @Nullable String subkind,
        Subordination subordination,
        BodyType bodyType,
        @Nullable UnitCode parent,
        @Nullable UUID act,
        boolean dataBureau) {
    /// Who directs the unit: the city, the superior authority of the same field, or both.
    public enum Subordination {
        LOCAL,
        VERTICAL,
        DUAL;

        @JsonValue
        public String word() {
            return Rows.word(this);
        }

        @JsonCreator
        public static Subordination of(String word) {
            return Rows.constant(Subordination.class, word);
        }
    }

    public enum BodyType {
        /// 机关
        ORGAN,
        /// 事业单位
        INSTITUTION;

        @JsonValue
        public String word() {
            return Rows.word(this);
        }

        @JsonCreator
        public static BodyType of(String word) {
            return Rows.constant(BodyType.class, word);
        }
    }

    /// The name on a seal: the full name, or the short name if the full name is not known.
    public String official() {
        return fullName == null ? name : fullName;
    }

    static UnitForm first(Unit unit) {
        return new UnitForm(
                unit.code(),
                unit.validFrom(),
                unit.validTo(),
                unit.name().strip(),
                null,
                unit.nameEn().strip(),
                unit.kind(),
                unit.subkind(),
                Subordination.LOCAL,
                BodyType.ORGAN,
                unit.parent(),
                null,
                unit.dataBureau());
    }

    /// The same form with a corrected description.
    UnitForm corrected(Description description) {
        String full = description.fullName();
        return new UnitForm(
                unit,
                validFrom,
                validTo,
                name,
                full == null || full.isBlank() ? null : full.strip(),
                description.nameEn().strip(),
                kind,
                subkind,
                description.subordination(),
                description.bodyType(),
                parent,
                act,
                description.dataBureau());
    }

    /// The next form, below another district, from a day on.
    UnitForm movedTo(UnitCode district, LocalDate from, UUID by) {
        return next(from, by, names(), new Place(kind, subkind, subordination, bodyType, district));
    }

    /// The next form, with other names and another place, from a day on.
    UnitForm next(LocalDate from, UUID act, Names names, Place place) {
        return new UnitForm(
                unit,
                from,
                null,
                names.name(),
                names.fullName(),
                names.nameEn(),
                place.kind(),
                place.subkind(),
                place.subordination(),
                place.bodyType(),
                place.parent(),
                act,
                dataBureau && place.kind() == Unit.Kind.DEPARTMENT);
    }

    /// The same form for another unit.
    UnitForm of(UnitCode other) {
        return new UnitForm(
                other,
                validFrom,
                validTo,
                name,
                fullName,
                nameEn,
                kind,
                subkind,
                subordination,
                bodyType,
                parent,
                act,
                dataBureau);
    }

    Names names() {
        return new Names(name, fullName, nameEn);
    }

    Place place() {
        return new Place(kind, subkind, subordination, bodyType, parent);
    }

    public record Names(String name, @Nullable String fullName, String nameEn) {}

    public record Place(
            Unit.Kind kind,
            @Nullable String subkind,
            Subordination subordination,
            BodyType bodyType,
            @Nullable UnitCode parent) {}
}
