package lib;

public enum Kind { GOOD, BAD }
