package org.shuguan.server.notice;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;

/// The recipients of a notice.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Recipient.Holders.class, name = "holders"),
    @JsonSubTypes.Type(value = Recipient.Overseers.class, name = "overseers"),
    @JsonSubTypes.Type(value = Recipient.Everywhere.class, name = "everywhere"),
    @JsonSubTypes.Type(value = Recipient.Person.class, name = "person")
})
public sealed interface Recipient {
    /// All persons who act in the role for the unit today: its holder, substitutes and delegates.
    record Holders(Role role, UnitCode unit) implements Recipient {}

    /// All persons who oversee the unit in the role: in its district if somebody does so there, else in the city.
    record Overseers(Role role, UnitCode unit) implements Recipient {}

    /// All holders of the role, for any unit.
    record Everywhere(Role role) implements Recipient {}

    /// One person.
    record Person(OfficerId officer) implements Recipient {}

    static Recipient steward(UnitCode unit) {
        return new Holders(Role.DATA_STEWARD, unit);
    }

    static Recipient cdo(UnitCode unit) {
        return new Holders(Role.UNIT_CDO, unit);
    }

    /// The chief data officer and the stewards of a unit.
    ///
    /// @param unit null for nobody
    static List<Recipient> officersOf(@Nullable UnitCode unit) {
        return unit == null ? List.of() : List.of(cdo(unit), steward(unit));
    }

    static Recipient bureauOf(UnitCode unit) {
        return new Overseers(Role.BUREAU_OPERATOR, unit);
    }
}
