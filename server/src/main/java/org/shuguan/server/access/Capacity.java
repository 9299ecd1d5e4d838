package org.shuguan.server.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;

/// A role in which a person may act today, with its unit.
///
/// @param unit for which the person acts. For a role that oversees units ([#isOverseer]) the territory:
///     [UnitCode#CITY] or the district whose units are overseen
/// @param heldAt the unit of the appointment: the unit itself, its successor, or the district of a bureau
/// @param kind how the person came to the role
/// @param principal the holder of the role if the person acts as a substitute or delegate, null if it is their own
///     role
public record Capacity(
        Role role,
        UnitCode unit,
        UnitCode heldAt,
        Kind kind,
        @Nullable Principal principal) {
    /// How a person came to a role in which they act.
    public enum Kind {
        /// by an appointment of their own
        OWN,
        /// by an appointment of their own that is provisional (代理)
        ACTING,
        /// as the substitute of the absent holder (替补)
        SUBSTITUTE,
        /// because the holder delegated it (委托)
        DELEGATE;

        /// The name in the API and the database.
        @JsonValue
        public String word() {
            return Rows.word(this);
        }

        /// @throws IllegalArgumentException for an unknown name
        @JsonCreator
        public static Kind of(String word) {
            return Rows.constant(Kind.class, word);
        }
    }

    /// The holder of a role that somebody else exercises.
    public record Principal(OfficerId officer, String name) {}

    /// A role of the person's own.
    public static Capacity own(Role role, UnitCode unit) {
        return new Capacity(role, unit, unit, Kind.OWN, null);
    }

    /// A role of the person's own, which they hold provisionally.
    public static Capacity acting(Role role, UnitCode unit) {
        return new Capacity(role, unit, unit, Kind.ACTING, null);
    }

    /// The same role for another unit for which the unit of the appointment is responsible.
    Capacity forUnit(UnitCode other) {
        return new Capacity(role, other, heldAt, kind, principal);
    }

    Capacity asSubstituteOf(Principal holder) {
        return new Capacity(role, unit, heldAt, Kind.SUBSTITUTE, holder);
    }

    Capacity asDelegateOf(Principal holder) {
        return new Capacity(role, unit, heldAt, Kind.DELEGATE, holder);
    }

    /// Whether the role is exercised for all units of a territory instead of one unit.
    public static boolean isOverseer(Role role) {
        return role == Role.BUREAU_OPERATOR || role == Role.SECURITY_REVIEWER;
    }

    /// The words of all roles for which [#isOverseer] holds.
    public static String[] overseerWords() {
        return Arrays.stream(Role.values())
                .filter(Capacity::isOverseer)
                .map(Role::word)
                .toArray(String[]::new);
    }

    /// The group name by which the engine addresses a step: `unit-cdo@04`, `bureau-operator@00`.
    public static String group(Role role, UnitCode unit) {
        return role.word() + "@" + unit;
    }

    /// The group to which this capacity belongs.
    public String group() {
        return group(role, unit);
    }

    /// What the audit record says of the capacity in which somebody acted: the role, how they came to it, and for
    /// whom they acted.
    public Map<String, String> facts() {
        return facts(role, kind, principal);
    }

    /// The same of parts that were stored.
    ///
    /// @param kind null if it was not recorded
    /// @param principal the holder for whom somebody acted, null if there is none
    public static Map<String, String> facts(Role role, @Nullable Kind kind, @Nullable Principal principal) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("role", role.word());
        if (kind != null) {
            facts.put("capacity", kind.word());
        }
        if (principal != null) {
            facts.put("onBehalfOf", principal.name());
            facts.put("onBehalfOfId", principal.officer().toString());
        }
        return facts;
    }

    /// A name as it stands under a document: with the person for whom it was signed (代), or that the role is held
    /// provisionally (代理). What was not recorded is left out.
    ///
    /// @param name null if nobody signed
    /// @param onBehalfOf name of the holder for whom somebody signed, null if there is none
    public static @Nullable String signature(
            @Nullable String name, @Nullable Kind kind, @Nullable String onBehalfOf, Texts texts) {
        if (name == null) {
            return null;
        }
        if (onBehalfOf != null) {
            return texts.say("access.signed-for", Map.of("name", name, "holder", onBehalfOf));
        }
        return kind == Kind.ACTING ? texts.say("access.signed-acting", Map.of("name", name)) : name;
    }

    /// The name of the holder, null if the person acts in their own role.
    public @Nullable String onBehalfOfName() {
        return principal == null ? null : principal.name();
    }
}
