grammar Bad;
a : b c ;
b : X | X ;
X : 'x' ;
