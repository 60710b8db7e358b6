Feature: Accounts
  Some words.

  Background:
    Given an account with 10 coins

  Scenario: adding
    When I add 5 of red
    And I pay 3
    Then I have 12

  Scenario: wrong
    Then I have 11

  @tagged
  Scenario Outline: many <n>
    When I add <n> of green
    Then I have <sum>
    Examples:
      | n | sum |
      | 1 | 11  |
      | 2 | 12  |

  Rule: tables
    Scenario: items
      Given items:
        | name | price |
        | a    | 3     |
        | b    | 4     |
      Then the sum is 7
      And a table
        | x | y |
        | 1 | 2 |
      And doc
        """
        text
        """
    Scenario: undefined and pending
      Then it is pending
      And nobody knows this 5 step
