package org.shuguan.server.institution;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import org.shuguan.server.platform.Rows;

/// The role that a person holds for a unit. Source of the first three: 肇庆市首席数据官制度试点实施方案 (2021-08-10) §3(1); the
/// others are defined by this platform.
public enum Role {
    /// 市首席数据官
    CITY_CDO(true),
    /// 市首席数据执行官
    CITY_EXECUTIVE_OFFICER(true),
    /// 单位首席数据官: responsible for the unit's data
    UNIT_CDO(true),
    /// 数据专员: does the daily work for the unit's CDO
    DATA_STEWARD(false),
    /// 市政数局: operates the platform
    BUREAU_OPERATOR(false),
    /// 安全审核员
    SECURITY_REVIEWER(false),
    /// 审计员: reads the audit record; must not also be administrator
    AUDITOR(false),
    /// 系统管理员: accounts and appointments; must not also be auditor
    SYSTEM_ADMINISTRATOR(false);

    private final boolean single;

    Role(boolean single) {
        this.single = single;
    }

    /// Whether a unit has at most one holder of the role on a day.
    public boolean single() {
        return single;
    }

    /// Whether the holder may delegate the role. Administrator and auditor cannot be delegated, only appointed.
    public boolean canBeDelegated() {
        return this != AUDITOR && this != SYSTEM_ADMINISTRATOR;
    }

    /// Whether the role is held at such a unit. Source for the City CDO and the executive officer: the plan's
    /// roster, where both stand at the city itself; that the data bureau (市政数局) operates the platform: the plan
    /// §3. A district that operates and reviews for itself does so by itself or by a data bureau of its own. An
    /// auditor may sit in any department of the city, apart from those who operate.
    public boolean fits(Unit unit) {
        return switch (this) {
            case CITY_CDO, CITY_EXECUTIVE_OFFICER -> unit.kind() == Unit.Kind.CITY;
            case UNIT_CDO -> unit.kind() != Unit.Kind.CITY;
            case DATA_STEWARD -> true;
            case BUREAU_OPERATOR, SECURITY_REVIEWER -> unit.kind() != Unit.Kind.DEPARTMENT || unit.dataBureau();
            case SYSTEM_ADMINISTRATOR -> unit.kind() == Unit.Kind.CITY || (unit.dataBureau() && unit.parent() == null);
            case AUDITOR -> unit.kind() != Unit.Kind.DISTRICT && unit.parent() == null;
        };
    }

    /// The name in the API and the database, for example `unit-cdo`.
    @JsonValue
    public String word() {
        return Rows.word(this);
    }

    /// @throws IllegalArgumentException for an unknown name
    @JsonCreator
    public static Role of(String word) {
        return Arrays.stream(values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word + " is no role"));
    }
}
