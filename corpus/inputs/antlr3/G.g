grammar G;
options { output = AST; ASTLabelType = CommonTree; backtrack = true; memoize = true; }
tokens { BLOCK; ASSIGN; }
@header { import java.util.HashMap; }
@members { HashMap<String, Integer> memory = new HashMap<String, Integer>(); }
prog : stat+ -> ^(BLOCK stat+) ;
stat : e = expr NL { System.out.println($e.text); } -> expr | ID '=' expr NL -> ^(ASSIGN ID expr) | NL -> ;
expr returns [int value] : multExpr (('+'^ | '-'^) multExpr)* ;
multExpr : atom ('*'^ atom)* ;
atom : INT | ID | '('! expr ')'! ;
ID : ('a'..'z' | 'A'..'Z')+ ;
INT : '0'..'9'+ ;
NL : '\r'? '\n' ;
WS : (' ' | '\t')+ { $channel = HIDDEN; } ;
