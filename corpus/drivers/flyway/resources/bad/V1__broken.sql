creat table x;
