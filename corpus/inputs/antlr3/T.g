tree grammar T;
options { tokenVocab = G; ASTLabelType = CommonTree; output = template; }
prog : ^(BLOCK stat+) ;
stat : expr -> template(e = {$expr.text}) "<e>;" | ^(ASSIGN ID expr) ;
expr : ^('+' expr expr) | ^('*' expr expr) | INT | ID ;
