package org.shuguan.server.finding;

/// What a unit is called.
record UnitName(String code, String name, String nameEn) {}
